//! Tables of data: a table is the story's as a whole, or not at all.
//!
//! Judged one by one, the long cells of a table are taken for text and the short ones for a menu, and
//! half a table tells a reader nothing. So the cells decide together: a table belongs to the story
//! when enough of its text was taken for it, or when it is half likely and stands right between the
//! story's paragraphs. What makes a table one of data, rather than one that only arranges a page, is
//! its own rows of several short cells (Wang and Hu 2002, "A machine learning based approach for table
//! detection on the web").

use std::ops::Range;

use super::Verdict;
use crate::article::Article;
use crate::page::Page;
use crate::report::{Kind, ReasonCode};

/// Cells that a table of data has at least, as blocks with text.
const CELLS: usize = 4;

/// Characters of a cell at most, and of the mean one.
const LONGEST: u32 = 400;
const MEAN: u32 = 90;

/// Share of its characters that, taken for the story, bring the others with them.
const TAKEN: f32 = 1.0 / 3.0;

/// How likely the text of a table is the story's, at least, that stands between its paragraphs or right
/// below them.
const LIKELY: f32 = 0.2;

/// Has the cells of each table of data be the story's, all or none.
pub(super) fn agree(page: &Page, article: &Article, verdicts: &mut [Verdict]) {
    for table in tables(page) {
        let is_body = |at: usize| verdicts.get(at).is_some_and(|it| it.kind == Kind::Body);
        let weighed = |weight: &dyn Fn(usize) -> f32| {
            let cells = table.clone();
            cells
                .map(|at| page.blocks[at].chars as f32 * weight(at))
                .sum::<f32>()
        };
        let chars = weighed(&|_| 1.0);
        let taken = weighed(&|at| f32::from(u8::from(is_body(at))));
        let likely = weighed(&|at| article.likely[at]);
        let follows = table.start > 0 && is_body(table.start - 1);
        let is_between = follows && is_body(table.end);
        let is_last = follows && is_among_paragraphs(page, &table, &is_body);
        if taken > TAKEN * chars || (is_between || is_last) && likely > LIKELY * chars {
            // Who supplied a table, and whose it is, is said in it as anywhere else; what was given to
            // another story is in that one's text already.
            let stays = |kind: Kind| {
                use Kind::{Body, Credit, Notice, OtherStory};
                matches!(kind, Body | Credit | Notice | OtherStory)
            };
            set(&mut verdicts[table], Kind::Body, stays);
        } else if taken > 0.0 {
            let kind = most(page, verdicts, &table);
            set(&mut verdicts[table], kind, |kind| kind != Kind::Body);
        }
    }
}

/// Whether a table stands in the box of the paragraphs above it.
fn is_among_paragraphs(page: &Page, table: &Range<usize>, is_body: &dyn Fn(usize) -> bool) -> bool {
    let parent = |at: usize| page.tree.parent(page.blocks[at].anchor.element);
    let (last, Some(before)) = (table.start - 1, table.start.checked_sub(2)) else {
        return false;
    };
    let shared = parent(last);
    let cell = page.blocks[table.start].anchor.element;
    // A cell's row, body, table and the box around it lie between.
    let is_inside = page.tree.ancestors(cell).take(6).any(|node| node == shared);
    is_inside && is_body(before) && parent(before) == shared
}

/// Makes a table's cells one kind, but for those whose kind `stays`.
fn set(cells: &mut [Verdict], kind: Kind, stays: impl Fn(Kind) -> bool) {
    for cell in cells.iter_mut().filter(|cell| !stays(cell.kind)) {
        *cell = Verdict {
            kind,
            confidence: 0.5,
            why: Some(ReasonCode::AmongKind),
        };
    }
}

/// What most of a table's text is, that is not the story's.
fn most(page: &Page, verdicts: &[Verdict], table: &Range<usize>) -> Kind {
    let mut chars = [0; Kind::ALL.len()];
    for at in table.clone() {
        chars[verdicts[at].kind as usize] += page.blocks[at].chars;
    }
    let others = Kind::ALL.into_iter().filter(|&kind| kind != Kind::Body);
    others
        .max_by_key(|&kind| chars[kind as usize])
        .unwrap_or(Kind::Other)
}

/// The blocks of each table of data: one with no table inside, and rows of several short cells.
fn tables(page: &Page) -> Vec<Range<usize>> {
    let tree = &page.tree;
    let names = &tree.snapshot().names;
    let mut found = Vec::new();
    if !names.iter().any(|name| name == "table") {
        return found;
    }
    // The innermost table that is open, with its rows and cells so far.
    let mut open: Option<(u32, u32, u32)> = None;
    for node in 0..=tree.len() {
        if let Some((table, rows, cells)) = open
            && node == tree.end(table)
        {
            open = None;
            let first = |node: u32| page.blocks.partition_point(|it| it.anchor.nodes[0] < node);
            let blocks = first(table)..first(node);
            if rows > 1 && 10 * cells >= 16 * rows && is_data(page, &blocks) {
                found.push(blocks);
            }
        }
        if node == tree.len() {
            break;
        }
        match (tree.name(node), &mut open) {
            ("table", open) => *open = Some((node, 0, 0)),
            ("tr", Some((_, rows, _))) => *rows += 1,
            ("td" | "th", Some((.., cells))) => *cells += 1,
            _ => {}
        }
    }
    found
}

/// Whether the blocks of a table are short, as the cells of one of data.
fn is_data(page: &Page, blocks: &Range<usize>) -> bool {
    let chars = || page.blocks[blocks.clone()].iter().map(|it| it.chars);
    blocks.len() >= CELLS
        && chars().all(|chars| chars < LONGEST)
        && chars().sum::<u32>() < MEAN * blocks.len() as u32
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::{Verdict, agree, tables};
    use crate::article::Article;
    use crate::formats::snapshot_html;
    use crate::page::Page;
    use crate::report::Kind;

    const BEFORE: &str = "<h1>The ferry carries more bicycles than cars</h1><p>The ferry between \
        Hallin and Osterby carried more bicycles than cars last summer, for the first time since it \
        began to run in 1931, the harbour board said on Thursday.</p><p>The board had added a deck for \
        bicycles in the spring and halved their fare. It counted them at both quays from May to \
        September, it said in its report.</p>";
    const AFTER: &str = "<p>The board wants to keep the fare as it is for two more years. A deck for \
        cars is to be closed in the winter, and the crew will be trained to load bicycles faster, it \
        said.</p><p>The council of Osterby is to vote on the plan in March, and a majority of its \
        members have said that they will support it.</p>";

    const CELLS: [[&str; 3]; 4] = [
        ["Month", "Bicycles", "Cars"],
        ["May", "4,120", "3,977"],
        ["June, with the feast of the harbour", "6,210", "4,012"],
        ["July", "8,004", "4,655"],
    ];

    fn table() -> String {
        let [head, rows @ ..] = CELLS.map(|cells| cells.join("</th><th>"));
        let rows = rows.join("</th></tr><tr><th>").replace("th>", "td>");
        format!(
            "<figure><table><thead><tr><th>{head}</th></tr></thead><tbody><tr><td>{rows}</td></tr>\
             </tbody></table></figure>"
        )
    }

    #[test]
    fn a_table_within_the_story_is_taken_whole_with_its_short_cells() {
        let table = table();
        let html = format!(
            "<title>The ferry carries more bicycles than cars</title><body><nav><a href=/>News</a>\
             </nav><article>{BEFORE}{table}{AFTER}</article><footer><a href=/>Home</a></footer>"
        );
        let reading = crate::read(&snapshot_html(&html, ""), "").unwrap();
        for cell in CELLS.as_flattened() {
            let block = reading.blocks.iter().find(|it| it.text == *cell).unwrap();
            assert_eq!(block.kind, Kind::Body, "{cell}");
            assert!(!block.reasons.is_empty() && reading.text.contains(cell));
        }
    }

    /// What cells that were judged one by one, and the paragraph after them, are in the end.
    fn agreed(kinds: [Kind; 13], likely: f32, around: Kind) -> [Kind; 13] {
        let html = format!("<p>One.</p>{}<p>Two.</p>", table());
        let snapshot = snapshot_html(&html, "");
        let page = Page::new(&snapshot).unwrap();
        let verdict = |kind| Verdict {
            kind,
            confidence: 0.9,
            why: None,
        };
        let mut verdicts: Vec<Verdict> = [around].into_iter().chain(kinds).map(verdict).collect();
        assert_eq!(verdicts.len(), page.blocks.len());
        let article = Article {
            likely: vec![likely; page.blocks.len()],
            chosen: vec![false; page.blocks.len()],
            confidence: 0.5,
            reasons: Vec::new(),
            others: Vec::new(),
        };
        agree(&page, &article, &mut verdicts);
        std::array::from_fn(|at| verdicts[at + 1].kind)
    }

    #[test]
    fn cells_are_the_story_s_all_or_none_and_who_supplied_them_stays_said() {
        use Kind::{Body, Credit, Nav, OtherStory, Related};
        let mut cells = [Related; 13];
        cells[0] = Nav;
        assert_eq!(agreed(cells, 0.1, Body), cells, "none was taken");
        cells[1] = Body;
        let none: [Kind; 13] = std::array::from_fn(|at| if at == 0 { Nav } else { Related });
        assert_eq!(agreed(cells, 0.1, Body), none, "one is too few");
        let mut all = [Body; 13];
        all[12] = Related;
        cells[6] = Body;
        assert_eq!(agreed(cells, 0.1, Related), all, "the longest is enough");
        for stays in [Credit, OtherStory] {
            cells[2] = stays;
            let mut expected = all;
            expected[2] = stays;
            assert_eq!(agreed(cells, 0.1, Related), expected);
        }
        let mut unlikely = [Nav; 13];
        unlikely[12] = Body;
        assert_eq!(agreed(unlikely, 0.1, Body), unlikely);
        assert_eq!(
            agreed(unlikely, 0.3, Body),
            [Body; 13],
            "between paragraphs"
        );
        assert_eq!(agreed(unlikely, 0.3, Nav), unlikely, "below the story");
    }

    #[test]
    fn a_table_that_arranges_a_page_is_none_of_data() {
        let arranging = [
            format!("<table><tr><td>{BEFORE}</td><td>{AFTER}</td></tr><tr><td>a</td><td>b</td></tr></table>"),
            "<table><tr><td><table><tr><td>one</td><td>two</td></tr><tr><td>a</td></tr></table></td>\
             <td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
                .to_string(),
            "<table><tr><td>one</td></tr><tr><td>two</td></tr><tr><td>three</td></tr><tr><td>four\
             </td></tr></table>"
                .to_string(),
        ];
        for html in arranging {
            let snapshot = snapshot_html(&html, "");
            assert_eq!(tables(&Page::new(&snapshot).unwrap()), [], "{html}");
        }
        let snapshot = snapshot_html(&table(), "");
        let found = tables(&Page::new(&snapshot).unwrap());
        assert_eq!((found.len(), &found[0]), (1, &(0..12)));
    }
}
