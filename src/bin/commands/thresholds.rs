//! The thresholds of the relation as options, so that stories can be judged again by others.

use wireprint::overlap::Settings;

/// Options that replace a usual threshold.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Thresholds")]
pub struct Thresholds {
    /// Least share of each story in the other for a copy [default: 0.75]
    #[arg(long, value_name = "SHARE")]
    copy: Option<f32>,
    /// Most words that a passage bridges between words in common [default: 14]
    #[arg(long, value_name = "WORDS")]
    gap: Option<u32>,
    /// Least words of one narrative passage for reuse [default: 14]
    #[arg(long, value_name = "WORDS")]
    passage: Option<u32>,
    /// Least narrative words of all passages together for reuse [default: 28]
    #[arg(long, value_name = "WORDS")]
    total: Option<u32>,
    /// Least words of one passage quoted on both sides for shared quotes [default: 6]
    #[arg(long, value_name = "WORDS")]
    quote: Option<u32>,
    /// The same where one side alone has quotation marks [default: 10]
    #[arg(long, value_name = "WORDS")]
    half_quote: Option<u32>,
    /// Least likeness of independent reports of one event [default: 0.22]
    #[arg(long, value_name = "SCORE")]
    event: Option<f32>,
}

impl Thresholds {
    /// The usual thresholds with those that were given.
    pub fn settings(self) -> Settings {
        let usual = Settings::default();
        Settings {
            copy: self.copy.unwrap_or(usual.copy),
            gap: self.gap.unwrap_or(usual.gap),
            passage: self.passage.unwrap_or(usual.passage),
            total: self.total.unwrap_or(usual.total),
            quote: self.quote.unwrap_or(usual.quote),
            half_quote: self.half_quote.unwrap_or(usual.half_quote),
            event: self.event.unwrap_or(usual.event),
        }
    }
}
