//! How far a long run is, on standard error: one line that changes where a person looks on, a line for
//! each step where a file takes it down.

use std::io::{self, IsTerminal, Write};

/// Tells how far a run is, or keeps silent.
pub struct Progress {
    is_told: bool,
    is_terminal: bool,
}

impl Progress {
    /// Tells it where it was asked for.
    pub fn new(is_told: bool) -> Self {
        Self {
            is_told,
            is_terminal: io::stderr().is_terminal(),
        }
    }

    /// Tells it.
    pub fn tell(&self, how_far: &str) {
        if self.is_told {
            let (begin, end) = if self.is_terminal {
                ("\r\x1b[K", "")
            } else {
                ("", "\n")
            };
            // Nobody has to listen.
            let _ = write!(io::stderr(), "{begin}wireprint: {how_far}{end}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_told && self.is_terminal {
            let _ = writeln!(io::stderr());
        }
    }
}
