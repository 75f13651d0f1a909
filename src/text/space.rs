//! White space, folded one way everywhere: the content script does the same to place a mark.

/// Whether a character is white space: the `White_Space` property of Unicode.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// The text with every run of white space made one space, and none at its ends.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_every_kind_of_space() {
        assert_eq!(fold(" a\u{a0}\n b\u{3000}c\t"), "a b c");
        assert_eq!(fold(" \n "), "");
    }
}
