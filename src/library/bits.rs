//! Numbers of a few bits each, packed.

/// Writes bits, lowest first.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Writer {
    /// Appends the low `bits` (at most 32) of a value.
    pub(super) fn put(&mut self, value: u32, bits: u32) {
        self.pending |= u64::from(value) << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.pending as u8);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    /// Appends a small number: the part above `low` bits in unary, the rest as it is (Rice).
    pub(super) fn put_rice(&mut self, value: u32, low: u32) {
        for _ in 0..value >> low {
            self.put(1, 1);
        }
        self.put(0, 1);
        self.put(value & ((1 << low) - 1), low);
    }

    /// The bytes, the last one filled up.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.pending as u8);
        }
        self.bytes
    }
}

/// Reads what [`Writer`] wrote; none at the end.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// Bits that were read.
    at: usize,
}

/// Bits that a word holds at least, wherever in a byte it begins.
const WORD: u32 = 57;

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn get(&mut self, bits: u32) -> Option<u32> {
        let value = (self.word() & ((1 << bits) - 1)) as u32;
        self.skip(bits)?;
        Some(value)
    }

    /// Passes over bits.
    pub(super) fn skip(&mut self, bits: u32) -> Option<()> {
        self.at += bits as usize;
        (self.at <= 8 * self.bytes.len()).then_some(())
    }

    pub(super) fn get_rice(&mut self, low: u32) -> Option<u32> {
        let word = self.word();
        let ones = word.trailing_ones();
        if ones + 1 + low <= WORD {
            let rest = (word >> (ones + 1)) & ((1 << low) - 1);
            self.skip(ones + 1 + low)?;
            return number(ones, rest as u32, low);
        }
        let mut high = 0;
        loop {
            let ones = self.word().trailing_ones().min(WORD);
            high += ones;
            self.skip(ones)?;
            if ones < WORD {
                break;
            }
        }
        self.skip(1)?;
        let rest = self.get(low)?;
        number(high, rest, low)
    }

    /// The next bits, the first one lowest; behind the end of the bytes are zeros.
    fn word(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            last
        });
        u64::from_le_bytes(word) >> (self.at % 8)
    }
}

/// A number by its parts; damaged bytes may claim more than a number holds.
fn number(high: u32, rest: u32, low: u32) -> Option<u32> {
    (high < 1 << (31 - low)).then_some(high << low | rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_numbers_of_all_widths_come_back() {
        let mut writer = Writer::default();
        let numbers: Vec<(u32, u32)> = (0..4_000_u32)
            .map(|n| {
                let bits = n % 33;
                let value = u64::from(n.wrapping_mul(0x9e37_79b9)) & ((1 << bits) - 1);
                (value as u32, bits)
            })
            .collect();
        for (value, bits) in &numbers {
            writer.put(*value, *bits);
            writer.put_rice(value % 50, 2);
        }
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        for (value, bits) in numbers {
            assert_eq!(reader.get(bits), Some(value));
            assert_eq!(reader.get_rice(2), Some(value % 50));
        }
        let mut cut = Reader::new(&bytes[..3]);
        assert!((0..9).any(|_| cut.get(7).is_none()));
    }

    #[test]
    fn numbers_come_back() {
        let mut writer = Writer::default();
        let numbers = [(0, 3), (9, 3), (700, 5), (1 << 19, 12), (77, 0)];
        for (value, low) in numbers {
            writer.put_rice(value, low);
            writer.put(value & 0x7f, 7);
        }
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        for (value, low) in numbers {
            assert_eq!(reader.get_rice(low), Some(value));
            assert_eq!(reader.get(7), Some(value & 0x7f));
        }
        assert_eq!(reader.get(8), None);
    }
}
