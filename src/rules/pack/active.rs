//! The rules of packs, made ready for one page.

use super::super::fold::wording;
use super::super::path::{Step, holds, steps};
use super::{Example, OWN, Pack, PackRule};
use crate::report::{Kind, Reason, ReasonCode};

/// A rule with its words folded and its path read.
#[derive(Debug)]
pub(super) struct Compiled<'r> {
    pack: &'r str,
    rule: &'r PackRule,
    block: Option<String>,
    begins: Option<String>,
    contains: Option<String>,
    path: Option<Vec<Step<'r>>>,
}

impl<'r> Compiled<'r> {
    pub(super) fn new(rule: &'r PackRule) -> Self {
        let fold = |text: &Option<String>| text.as_deref().map(wording);
        Self {
            pack: "",
            rule,
            block: fold(&rule.block),
            begins: fold(&rule.begins),
            contains: fold(&rule.contains),
            path: rule.path.as_deref().and_then(steps),
        }
    }

    fn has_words_of(&self, text: &str) -> bool {
        self.block.as_deref().is_none_or(|block| text == block)
            && self
                .begins
                .as_deref()
                .is_none_or(|begins| text.starts_with(begins))
            && self
                .contains
                .as_deref()
                .is_none_or(|words| text.contains(words))
    }

    pub(super) fn tries(&self, example: &Example) -> bool {
        let is_there = match (example, &self.path) {
            (Example::Placed { path, .. }, Some(own)) => {
                steps(path).is_some_and(|around| holds(own, &around))
            }
            _ => true,
        };
        is_there && self.has_words_of(&wording(example.text()))
    }
}

/// The rules of several packs that hold for one page.
#[derive(Debug, Default)]
pub struct Active<'r>(Vec<Compiled<'r>>);

/// What a rule of a pack says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'r> {
    /// Name of the pack.
    pub pack: &'r str,
    /// The rule.
    pub rule: &'r PackRule,
}

impl Told<'_> {
    /// The reason, for readers.
    #[must_use]
    pub fn reason(&self) -> Reason {
        if self.pack == OWN {
            ReasonCode::Corrected.into()
        } else {
            let values = [self.pack, self.rule.id.as_str()].map(Into::into);
            Reason::with(ReasonCode::PackRule, values)
        }
    }

    /// Whether it names the element that the article is, rather than one block.
    #[must_use]
    pub fn is_article(&self) -> bool {
        self.rule.kind == Kind::Body && !self.rule.has_words()
    }
}

impl<'r> Active<'r> {
    /// The rules that hold for pages of a host in a language; the reader's own come first.
    #[must_use]
    pub fn of(packs: &'r [Pack], host: &str, language: &str) -> Self {
        let is_site = |site: &str| {
            let site = site.trim_start_matches("www.");
            host.strip_suffix(site)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let mut all: Vec<Compiled> = Vec::new();
        for own in [true, false] {
            for pack in packs.iter().filter(|pack| (pack.name == OWN) == own) {
                let here = pack.rules.iter().filter(|rule| {
                    rule.site.as_deref().is_none_or(is_site)
                        && rule
                            .language
                            .as_deref()
                            .is_none_or(|known| known == language)
                });
                all.extend(here.map(|rule| Compiled {
                    pack: &pack.name,
                    ..Compiled::new(rule)
                }));
            }
        }
        Self(all)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the first rule says that holds for a block, given its [`wording`] and the elements
    /// around it, the outermost first.
    #[must_use]
    pub fn tell(&self, wording: &str, around: &[Step]) -> Option<Told<'r>> {
        let first = self.0.iter().find(|rule| {
            rule.has_words_of(wording) && rule.path.as_ref().is_none_or(|path| holds(path, around))
        })?;
        Some(Told {
            pack: first.pack,
            rule: first.rule,
        })
    }
}
