//! HTML to [`Snapshot`], by the HTML standard's own parsing algorithm (html5ever).
//!
//! The parser feeds a small tree of our own ([`dom`]), which is then walked once, iteratively, in
//! the order and by the rules that [`Snapshot`] states for every producer. Input goes in slices, so
//! that a page made to be endless or bottomless is cut where the caps say instead of being parsed
//! to its end.

mod dom;
mod walk;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};

use crate::page::Snapshot;

/// Bytes the parser is given between two looks at the caps: few, since each element that is still
/// open makes the next one dearer.
const SLICE: usize = 1 << 13;

/// Parses a page, scripts off, and takes its snapshot.
///
/// Never fails: HTML has no errors, only surprises. `truncated` says when a cap cut the page.
#[must_use]
pub fn snapshot_html(html: &str, url: &str) -> Snapshot {
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    options.tree_builder.drop_doctype = true;
    let mut parser = parse_document(dom::Dom::default(), options);
    let mut cut = false;
    let (head, mended, body) = mend(html);
    for mut rest in [head, mended, body] {
        while !rest.is_empty() && !cut {
            let mut end = rest.len().min(SLICE);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            parser.process(rest[..end].into());
            rest = &rest[end..];
            cut = parser.tokenizer.sink.sink.is_full() && !rest.is_empty();
        }
    }
    let tree = parser.finish();
    let mut snapshot = walk::snapshot(&tree, url);
    snapshot.truncated |= cut;
    snapshot
}

/// A page in two parts, and what is to be put between them: the end of a title that has none, which
/// by the standard would swallow the whole page. Browsers show nothing of such a page, so it is a
/// saved one that was damaged later.
fn mend(html: &str) -> (&str, &'static str, &str) {
    let is_tag = |at: usize, tag: &str| {
        let rest = &html.as_bytes()[at..];
        rest.len() > tag.len()
            && rest[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
            && matches!(
                rest[tag.len()],
                b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c
            )
    };
    let mut tags = html.match_indices('<').map(|(at, _)| at);
    let is_open = tags.any(|at| is_tag(at, "<title"));
    let Some(first) = tags.next().filter(|_| is_open) else {
        return (html, "", "");
    };
    if is_tag(first, "</title") || tags.any(|at| is_tag(at, "</title")) {
        return (html, "", "");
    }
    (&html[..first], "</title>", &html[first..])
}

#[cfg(test)]
mod tests {
    use super::snapshot_html;
    use crate::page::{Page, Snapshot, TEXT_NODE};

    fn outline(snapshot: &Snapshot) -> String {
        let mut text = snapshot.text.chars();
        let mut show = |(&name, &length): (&u16, &u32)| {
            let name = &snapshot.names[usize::from(name)];
            if name != TEXT_NODE {
                return format!("{name} ");
            }
            let data: String = text.by_ref().take(length as usize).collect();
            format!("'{data}' ")
        };
        snapshot
            .node_name
            .iter()
            .zip(&snapshot.node_text)
            .map(&mut show)
            .collect()
    }

    #[test]
    fn keeps_elements_and_text_in_preorder() {
        let snapshot = snapshot_html("<title>T</title><p class=x>a <b>b</b><!-- c --></p>", "");
        assert_eq!(outline(&snapshot), "html head title 'T' body p 'a ' b 'b' ");
        assert_eq!(snapshot.values, "x");
    }

    #[test]
    fn drops_scripts_but_keeps_linked_data() {
        let html = "<script>var x</script><script type='application/ld+json'>{}</script><style>p{}</style>";
        assert_eq!(
            outline(&snapshot_html(html, "")),
            "html head script script '{}' style body "
        );
    }

    #[test]
    fn shows_a_declarative_shadow_root_with_its_slots_filled() {
        let html = "<div><template shadowrootmode=open><h1>in</h1><slot name=s></slot><slot>none</slot></template><i slot=s>light</i></div>";
        assert_eq!(
            outline(&snapshot_html(html, "")),
            "html head body div h1 'in' slot i 'light' slot 'none' "
        );
    }

    #[test]
    fn nested_shadow_roots_pass_on_what_fills_their_slots() {
        let inner = "<section><template shadowrootmode=open><slot></slot></template><slot></slot></section>";
        let html = format!("<div><template shadowrootmode=open>{inner}</template>light</div>");
        assert_eq!(
            outline(&snapshot_html(&html, "")),
            "html head body div section slot slot 'light' "
        );
        let twice = "<div><template shadowrootmode=open><slot></slot><slot>none</slot></template>light</div>";
        assert_eq!(
            outline(&snapshot_html(twice, "")),
            "html head body div slot 'light' slot 'none' "
        );
    }

    #[test]
    fn a_saved_text_file_is_read_by_lines() {
        let snapshot = snapshot_html("<body><pre>one\ntwo</pre>\n</body></html>\n", "");
        assert!(Page::new(&snapshot).unwrap().is_plain);
        let snapshot = snapshot_html("<pre>one\ntwo</pre>three", "");
        assert!(!Page::new(&snapshot).unwrap().is_plain);
    }

    #[test]
    fn an_object_keeps_what_stands_in_for_it() {
        assert_eq!(
            outline(&snapshot_html("<object data=x><p>a</p></object>", "")),
            "html head body object p 'a' "
        );
    }

    #[test]
    fn a_title_without_end_does_not_swallow_the_page() {
        for html in ["<title>T<body><p>a", "<title>T</titlex<body><p>a"] {
            let outline = outline(&snapshot_html(html, ""));
            assert!(
                outline.starts_with("html head title 'T' body "),
                "{outline}"
            );
        }
        let whole = "<p><</p><TITLE class=a>T<b></TITLE ><p>a";
        assert!(outline(&snapshot_html(whole, "")).contains("title 'T<b>' p 'a'"));
    }

    #[test]
    fn a_bottomless_page_is_cut() {
        let snapshot = snapshot_html(&"<div>".repeat(200_000), "");
        assert!(snapshot.truncated);
    }

    #[test]
    fn an_endless_page_is_cut() {
        let snapshot = snapshot_html(&"<p>x".repeat(Snapshot::MAX_NODES), "");
        assert!(snapshot.truncated);
        assert_eq!(snapshot.node_name.len(), Snapshot::MAX_NODES);
    }
}
