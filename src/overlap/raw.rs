//! What two whole pages share, boilerplate and all.
//!
//! The scores of a pair are about the stories. This is the other score: it shows what leaving
//! boilerplate out changes, and two pages of one site that have nothing in common but their
//! template show what it would be worth.

use super::passages::{self, Aligned};
use super::runs::{self, Anchors};
use super::{Settings, chain, relation::share};
use crate::report::Raw;
use crate::text::{Text, size};

/// Compares all visible text of two pages.
#[must_use]
pub fn raw(a: &str, b: &str) -> Raw {
    let (a, b) = (Text::new(a), Text::new(b));
    let (x, y) = (a.words.as_slice(), b.words.as_slice());
    let runs = runs::runs((x, &Anchors::new(x)), (y, &Anchors::new(y)));
    let aligned = passages::align(
        chain::chains(&runs, (x.len(), y.len()), Settings::default().gap),
        x,
        y,
    );
    let sizes = aligned.iter().map(|passage: &Aligned| passage.sizes(x, y));
    let (in_a, in_b) = sizes.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
    Raw {
        a_in_b: share(in_a, size(x)),
        b_in_a: share(in_b, size(y)),
        resemblance: share(in_a + in_b, size(x) + size(y)),
    }
}

#[cfg(test)]
mod tests {
    use super::raw;

    #[test]
    fn a_template_counts_where_boilerplate_does() {
        let template = "Sign up for our harbour letter and never miss a tide again. All rights \
            reserved by the Larkfield Courier and its partners on the coast of the north.";
        let a = format!("The quay is shut until the wall has been looked at.\n{template}");
        let b = format!("Seven lambs were born on the hill above the town on Sunday.\n{template}");
        let both = raw(&a, &b);
        assert!(both.a_in_b > 0.5 && both.b_in_a > 0.5, "{both:?}");
        assert!(both.resemblance > 0.5 && both.resemblance < 1.0, "{both:?}");
        assert!(raw("One text.", "Another thing.").resemblance < 0.1);
    }
}
