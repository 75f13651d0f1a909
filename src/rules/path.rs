//! Paths: where in a page's markup a rule holds.
//!
//! An element is written as its name with its class names (`div.note.wide`) or its id (`div#foot`),
//! a place as the elements that stand inside one another, the outermost first (`article>div.note>p`).
//! A rule's path holds for a block where its steps are found in a row among the elements around the
//! block: so it holds for everything inside the element that its last step names. A step of a rule
//! may leave out the name (`.note`) or class names that the page has.

/// Steps of a rule's path at most.
const MAX_STEPS: usize = 12;

/// One step of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step<'p> {
    /// Name of the element; empty where any will do.
    pub name: &'p str,
    /// Its class names.
    pub classes: Vec<&'p str>,
    /// Its id.
    pub id: Option<&'p str>,
}

/// Reads one step: `div`, `div.note`, `.note`, `section#news`.
#[must_use]
pub fn step(text: &str) -> Option<Step<'_>> {
    let begin = |at: usize| text[at..].find(['.', '#']).map_or(text.len(), |n| at + n);
    let name_end = begin(0);
    let mut step = Step {
        name: &text[..name_end],
        ..Step::default()
    };
    let mut at = name_end;
    while at < text.len() {
        let end = begin(at + 1);
        let word = &text[at + 1..end];
        if word.is_empty() {
            return None;
        }
        if text[at..].starts_with('#') {
            step.id = Some(word);
        } else {
            step.classes.push(word);
        }
        at = end;
    }
    let is_plain = !text.is_empty() && !text.contains(char::is_whitespace);
    is_plain.then_some(step)
}

/// Reads a path; none where it is none.
pub(super) fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let steps: Vec<Step> = path
        .split('>')
        .map(|text| step(text.trim()))
        .collect::<Option<_>>()?;
    (steps.len() <= MAX_STEPS).then_some(steps)
}

impl Step<'_> {
    /// Whether a rule's step holds for an element of a page.
    fn fits(&self, element: &Step) -> bool {
        (self.name.is_empty() || self.name == element.name)
            && self.id.is_none_or(|id| element.id == Some(id))
            && self
                .classes
                .iter()
                .all(|class| element.classes.contains(class))
    }
}

/// Whether the steps of a rule stand in a row among the elements around a block, the outermost
/// first.
pub(super) fn holds(rule: &[Step], around: &[Step]) -> bool {
    around.windows(rule.len()).any(|row| {
        rule.iter()
            .zip(row)
            .all(|(step, element)| step.fits(element))
    })
}

#[cfg(test)]
mod tests {
    use super::{holds, step, steps};

    #[test]
    fn a_path_holds_for_all_that_is_inside() {
        let around = steps("main>article>div.note.wide>p").unwrap();
        for rule in [
            "div.note",
            ".wide>p",
            "main>article",
            "article>div.note.wide>p",
            "p",
        ] {
            assert!(holds(&steps(rule).unwrap(), &around), "{rule}");
        }
        for rule in [
            "main>div.note",
            "div.nota",
            "p>div",
            "div#note",
            "body>main>article>div>p>b",
        ] {
            assert!(!holds(&steps(rule).unwrap(), &around), "{rule}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["", "div.", "a b", "div>>p", ">", "#"] {
            assert_eq!(steps(text), None, "{text}");
        }
        assert!(steps(&vec!["div"; 13].join(">")).is_none());
        assert_eq!(step("div#foot").unwrap().id, Some("foot"));
    }
}
