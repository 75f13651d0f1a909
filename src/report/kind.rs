//! What a block of a page can be.

use serde::{Deserialize, Serialize};

/// What a block is to a reader of the page's story. The first six are the story itself, the rest
/// is boilerplate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The story's headline, repetitions included.
    Title,
    /// Standfirst or key-point box written for this story.
    Summary,
    /// Who wrote it.
    Byline,
    /// Publication, update or reading time.
    Date,
    /// The story's own text: paragraphs, subheadings, quotations, lists, tables.
    Body,
    /// Caption and picture credit.
    Caption,
    /// Who supplied the text.
    Credit,
    /// Copyright, disclaimer, editor's note, correction, affiliate disclosure.
    Notice,
    /// Pointers to other stories.
    Related,
    /// Running text of another story.
    OtherStory,
    /// Newsletter, subscription, app, follow-us and other asks.
    Promo,
    /// Share, print, save and listen controls.
    Share,
    /// Reader comments and their box.
    Comments,
    /// Topics, section label, breadcrumbs.
    Tags,
    /// Biography or contact of the author.
    Bio,
    /// Advertisement.
    Ad,
    /// Menus, header, footer, search, login.
    Nav,
    /// Cookie and privacy consent.
    Consent,
    /// Player or gallery controls.
    Media,
    /// None of these.
    Other,
}

impl Kind {
    /// Every kind, in the order of the vocabulary.
    pub const ALL: [Self; 20] = [
        Self::Title,
        Self::Summary,
        Self::Byline,
        Self::Date,
        Self::Body,
        Self::Caption,
        Self::Credit,
        Self::Notice,
        Self::Related,
        Self::OtherStory,
        Self::Promo,
        Self::Share,
        Self::Comments,
        Self::Tags,
        Self::Bio,
        Self::Ad,
        Self::Nav,
        Self::Consent,
        Self::Media,
        Self::Other,
    ];

    /// Whether the block belongs to the story rather than to what surrounds it.
    #[must_use]
    pub const fn is_story(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Summary | Self::Byline | Self::Date | Self::Body | Self::Caption
        )
    }

    /// The word used for the kind in reports and in the interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Byline => "byline",
            Self::Date => "date",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Notice => "notice",
            Self::Related => "related",
            Self::OtherStory => "otherstory",
            Self::Promo => "promo",
            Self::Share => "share",
            Self::Comments => "comments",
            Self::Tags => "tags",
            Self::Bio => "bio",
            Self::Ad => "ad",
            Self::Nav => "nav",
            Self::Consent => "consent",
            Self::Media => "media",
            Self::Other => "other",
        }
    }
}

/// A finer name within a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// `notice`: a copyright line.
    Copyright,
    /// `notice`: a disclaimer, of syndication or of opinion.
    Disclaimer,
    /// `notice`: a correction or clarification.
    Correction,
    /// `notice`: a note of the editors.
    EditorsNote,
    /// `notice`: the outlet earns from links.
    Affiliate,
    /// `promo`: a newsletter.
    Newsletter,
    /// `promo`: a subscription, paywall or donation.
    Subscribe,
    /// `promo`: an app.
    App,
    /// `promo`: accounts to follow.
    Follow,
    /// `promo`: a box of artificial-intelligence features.
    Ai,
    /// `date`: first published.
    Published,
    /// `date`: last changed.
    Updated,
    /// `date`: how long it takes to read.
    ReadingTime,
    /// `tags`: a topic.
    Topic,
    /// `tags`: the section of the paper.
    Section,
    /// `tags`: the path from the front page.
    Breadcrumb,
}

impl Detail {
    /// The kind it is a finer name of.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Copyright
            | Self::Disclaimer
            | Self::Correction
            | Self::EditorsNote
            | Self::Affiliate => Kind::Notice,
            Self::Newsletter | Self::Subscribe | Self::App | Self::Follow | Self::Ai => Kind::Promo,
            Self::Published | Self::Updated | Self::ReadingTime => Kind::Date,
            Self::Topic | Self::Section | Self::Breadcrumb => Kind::Tags,
        }
    }
}
