//! Why something was judged as it was: a code with its values, and the sentence that they make.
//!
//! Reports carry both. The sentence is for whoever reads JSON or the command line; the code is for
//! hosts that speak the reader's language and have a sentence of their own for each.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Names every reason once, with its sentence; `{}` stands for the next value.
macro_rules! codes {
    ($($code:ident: $words:literal,)*) => {
        /// What a reason says, apart from its values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
        #[serde(rename_all = "kebab-case")]
        pub enum ReasonCode {
            $(#[doc = $words] $code,)*
        }

        impl ReasonCode {
            const fn words(self) -> &'static str {
                match self {
                    $(Self::$code => $words,)*
                }
            }
        }
    };
}

codes! {
    // How two stories relate.
    TextsEqual: "the texts are equal once typography is normalised",
    EachHolds: "each story holds at least {} % of the other",
    NarrativeShared: "narrative words in common: {} in one passage ({} are enough), {} in all ({})",
    QuotedShared: "quoted words in common: {} in one passage on both sides ({} are enough), {} on either ({})",
    AlikeReports: "alike as reports: {} % ({} % are enough)",
    DaysApart: "but of different days: published {} days apart",
    LooksBack: "but of different days: one is of {}, the other looks back at that month",
    OtherDays: "but of different days: one is of {}, the other of {}",
    NoPassage: "no passage in common",
    PassagesShared: "passages: {}; words in common: {} narrative, {} quoted",
    WordsWithin: "{} of {} words of a and {} of {} words of b lie in them",
    RarestPassage: "the rarest passage has {} telling words: {}",
    LeftOutStock: "{} passages left out: stock phrases of notices and asks",
    LeftOutNames: "{} passages left out: names alone",
    LeftOutRepeated: "{} passages left out: a few words repeated",

    // Whose text a family is.
    Credited: "{} of {} stories credit {}",
    OwnPublished: "one of them is published by {} itself",
    DatedFirst: "it is dated first: {}",
    DatedBefore: "another copy is dated before it",
    NoneOwn: "none of the stored stories is the agency's own",
    OnlyDates: "no story credits an agency: only the dates speak",
    SameDay: "another copy appeared on the same day: {}",
    FirstSeen: "a page gives no date; the day on which you first saw it stands for it",
    Undated: "{} stories have no date at all",

    // Whether a statement about the text holds.
    NoOwnCopy: "no copy of the agency's own text is stored",
    OnlyPassages: "only passages of the agency's stored text are in this one",
    WordForWord: "the text is the agency's own, word for word",
    ChangesBeside: "{} changes beside the headline",
    Changed: "{}: \u{201c}{}\u{201d} and \u{201c}{}\u{201d}",
    OnlyOne: "{}: \u{201c}{}\u{201d}",
    CutCopy: "one of the two is a cut copy of the other",

    // Claims of a page that do not go together.
    StaffByline: "the byline names {}, of the outlet's own staff; another line names {}",
    TwoSuppliers: "{} and {} are each said to have supplied the text",

    // Whether the story is the page's.
    BlocksRead: "{} of {} blocks read as the story's text",
    UnlikeOthers: "the page is unlike most news pages: its likeliest text was taken",
    SeveralStories: "the page holds {} stories under headlines of their own",
    NoRunningText: "no running text was found",
    HiddenStory: "the page keeps most of the story hidden",
    MoreInData: "the page's own data hold much more of the story than the page shows",
    BreaksOff: "the text breaks off, and an ask to subscribe follows",
    Gated: "words below the text say that the rest of it is for subscribers",
    NotFree: "the page says that it is not free, and an ask to subscribe follows a short text",

    // What a block is, by the reader and the library.
    Corrected: "your correction",
    PackRule: "rule pack {}: rule {}",
    SeenOnSite: "seen on {} of {} stored pages of this site",
    SaidInStories: "said in {} stories of several sites that share nothing else",
    StandsInRun: "stands on {} pages of this run beside different stories",
    PlaceOnSite: "stands where {} stored pages of this site have it too",
    StockPhrase: "is a stock phrase",

    // By its words and its place.
    Phrase: "its words: rule {}",
    Names: "the page's own names around it speak of {}",
    Element: "stands in <{}>",
    Heading: "stands under \u{201c}{}\u{201d}",
    HeadingOfKind: "stands under a heading of this kind",
    AmongKind: "stands among blocks of this kind",
    SmallBox: "stands in a small box of this kind",
    AdBox: "stands in a box that calls itself an advertisement",
    LinksShare: "its links share the page",
    LinksAccounts: "its links lead to accounts or applications",
    LinksPaid: "its links are paid for",
    NamedTitle: "is the title that the page names",
    NamedDescription: "is the description that the page gives",
    NamedAuthor: "is the author the page names",
    NamedStandfirst: "is named as the standfirst",
    Point: "is one of the points listed above the story",
    AboveTitle: "stands right above the title",
    AuthorAtTitle: "names the author beside the story's title",
    AuthorTold: "tells of the author after the story",
    AuthorAndDate: "names an author and a date",
    DateAtTitle: "is a date beside the story's title",
    Date: "is a date and little else",
    DateMostly: "is a date for the most part",
    DateWithin: "holds a date",
    Hashtags: "is a row of hashtags",
    Path: "is the path from the front page",
    PathPart: "is part of the path from the front page",
    Topics: "is a row of topics",
    PictureCount: "counts pictures or pages",
    PictureMaker: "ends with who made the picture",
    PlayerTime: "is a time in a player",
    SupplierOnly: "names nothing but who supplied the text",
    ToComments: "leads to the comments below",
    ShareButtons: "is a row of buttons for sharing",
    LinksHeading: "is the heading of a list of links",
    ShortLink: "is one of many short links",
    ShortLinks: "is a row of short links",
    HeadlineLink: "is a link as long as a headline",
    FarFromStory: "stands far from the story",
    FarAbove: "stands far above the story",
    AfterStory: "follows the story",
    RunningText: "stands in the story's running text",
    OtherOnPage: "is the running text of another story on this page",

    // By its place among the lines of a text.
    LineRunning: "is running text",
    LineOther: "is the running text of another story",
    LineOfSite: "stands above the text as a site's line does",
    LineAbove: "stands above the text",
    LineBetween: "stands between the title and the text",
    LinePoint: "is a point of a list below the text",
    LineUnknown: "stands below the text and says nothing known",
}

/// One reason for a judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct Reason {
    /// What it says.
    pub code: ReasonCode,
    /// Counts, shares in percent, and words that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<ReasonValue>>"))]
    pub values: Vec<ReasonValue>,
}

/// A value within a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(untagged)]
pub enum ReasonValue {
    /// A count, or a share in percent.
    Number(u32),
    /// A name, a date, words of the page, or one word of the vocabulary.
    Words(String),
}

/// A value is taken for what it is. Trying one variant after the other, as a derived implementation
/// does, costs an error for every word, and in JavaScript an error keeps its stack.
impl<'de> Deserialize<'de> for ReasonValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = ReasonValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a count or words")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<ReasonValue, E> {
        let count = u32::try_from(number);
        count
            .map(ReasonValue::Number)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<ReasonValue, E> {
        let count = u32::try_from(number);
        count
            .map(ReasonValue::Number)
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<ReasonValue, E> {
        Ok(ReasonValue::Words(words.to_owned()))
    }

    fn visit_string<E: Error>(self, words: String) -> Result<ReasonValue, E> {
        Ok(ReasonValue::Words(words))
    }
}

impl Reason {
    /// A reason with its values.
    pub(crate) fn with<const N: usize>(code: ReasonCode, values: [ReasonValue; N]) -> Self {
        debug_assert_eq!(code.words().matches("{}").count(), N, "{code:?}");
        Self {
            code,
            values: values.into(),
        }
    }
}

impl From<ReasonCode> for Reason {
    fn from(code: ReasonCode) -> Self {
        Self::with(code, [])
    }
}

impl From<u32> for ReasonValue {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for ReasonValue {
    fn from(number: usize) -> Self {
        Self::Number(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

impl From<String> for ReasonValue {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for ReasonValue {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut values = self.values.iter();
        for (place, part) in self.code.words().split("{}").enumerate() {
            if place > 0 {
                match values.next() {
                    Some(ReasonValue::Number(number)) => write!(f, "{number}")?,
                    Some(ReasonValue::Words(words)) => f.write_str(words)?,
                    None => {}
                }
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

/// The sentences of some reasons.
pub(crate) fn sentences(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(Reason::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::{Reason, ReasonCode, sentences};

    #[test]
    fn a_reason_is_a_code_with_values_and_a_sentence() {
        let seen = Reason::with(ReasonCode::SeenOnSite, [3_u32.into(), 12_u32.into()]);
        let heading = Reason::with(ReasonCode::Heading, ["Read {} too".into()]);
        let reasons = [seen, heading, ReasonCode::Corrected.into()];
        assert_eq!(
            sentences(&reasons),
            [
                "seen on 3 of 12 stored pages of this site",
                "stands under \u{201c}Read {} too\u{201d}",
                "your correction"
            ]
        );
        let json = serde_json::json!([
            {"code": "seen-on-site", "values": [3, 12]},
            {"code": "heading", "values": ["Read {} too"]},
            {"code": "corrected"}
        ]);
        assert_eq!(serde_json::to_value(&reasons).unwrap(), json);
        for wrong in ["-1", "4294967296", "1.5", "null", "[]"] {
            let reason = format!(r#"{{"code": "heading", "values": [{wrong}]}}"#);
            assert!(serde_json::from_str::<Reason>(&reason).is_err(), "{wrong}");
        }
        let back: [Reason; 3] = serde_json::from_value(json).unwrap();
        assert_eq!(back, reasons);
    }
}
