//! The learned part of the judgement: how likely each kind is, by trees trained on labelled pages.
//!
//! One list of trees per kind; their sums become likelihoods by the softmax. The trees see the
//! facts and the votes; what they say is added to the votes, so that a phrase that names its kind
//! still counts where the labelled pages were too few to teach it.

use std::sync::OnceLock;

use super::rows::KINDS;
use crate::article::model::Model;

/// The likelihood that a kind keeps however little the trees think of it.
const FLOOR: f32 = 0.003;

/// The logarithm of each kind's likelihood, for each row; all alike where there is no model.
pub(super) fn log_odds(rows: &[Vec<f32>]) -> Vec<[f32; KINDS]> {
    let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
    model().sums(&rows).into_iter().map(logs).collect()
}

fn logs(sums: Vec<f32>) -> [f32; KINDS] {
    let Ok(mut odds) = <[f32; KINDS]>::try_from(sums) else {
        return [0.0; KINDS];
    };
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    for odd in &mut odds {
        *odd = (*odd - most).exp();
    }
    let total: f32 = odds.iter().sum();
    odds.map(|odd| (odd / total + FLOOR).ln())
}

/// The trained model, one stage per kind.
fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(include_bytes!("model.bin")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::rows::WIDTH;
    use super::{KINDS, log_odds, model};

    #[test]
    fn the_model_belongs_to_the_rows() {
        assert_eq!(model().sums(&[&[0.0; WIDTH]])[0].len(), KINDS);
        let [odds] = log_odds(&[vec![0.0; WIDTH]])[..] else {
            panic!("one row")
        };
        let sum: f32 = odds.iter().map(|odd| odd.exp()).sum();
        assert!((sum - 1.0).abs() < 0.1, "{odds:?}");
        assert!(
            odds.iter()
                .any(|&odd| odd < odds[0] - 0.1 || odd > odds[0] + 0.1)
        );
    }
}
