//! A text without a page around it, as the page a browser would show for it.

use super::{SNAPSHOT_VERSION, Snapshot, TEXT_NODE};

/// The snapshot of a text file: a body with one `<pre>`, whose lines are the page's blocks.
#[must_use]
pub fn snapshot_text(text: &str, url: &str) -> Snapshot {
    let units = text.encode_utf16().count();
    let mut kept = text;
    if units > Snapshot::MAX_TEXT {
        let mut left = Snapshot::MAX_TEXT;
        let end = text.char_indices().find(|(_, c)| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            !fits
        });
        kept = &text[..end.map_or(text.len(), |(at, _)| at)];
    }
    Snapshot {
        version: SNAPSHOT_VERSION,
        url: url.to_owned(),
        names: [TEXT_NODE, "html", "head", "body", "pre"]
            .map(str::to_owned)
            .to_vec(),
        node_name: vec![1, 2, 3, 4, 0],
        node_parent: vec![0, 0, 0, 2, 3],
        node_text: vec![0, 0, 0, 0, kept.encode_utf16().count() as u32],
        text: kept.to_owned(),
        truncated: kept.len() < text.len(),
        ..Snapshot::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Page;
    use super::*;

    #[test]
    fn lines_are_blocks() {
        let snapshot = snapshot_text("One\r\n\n  two 😀 words \nlast", "");
        let page = Page::new(&snapshot).unwrap();
        let texts: Vec<_> = page
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(texts, ["One", "two 😀 words", "last"]);
        let units: Vec<u16> = snapshot.text.encode_utf16().collect();
        for block in &page.blocks {
            let span = block.anchor.begin as usize..block.anchor.end as usize;
            assert_eq!(
                crate::text::fold(&String::from_utf16(&units[span]).unwrap()),
                block.text
            );
        }
    }
}
