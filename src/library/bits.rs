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
    pending: u64,
    count: u32,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            pending: 0,
            count: 0,
        }
    }

    pub(super) fn get(&mut self, bits: u32) -> Option<u32> {
        self.fill();
        if self.count < bits {
            return None;
        }
        let value = (self.pending & ((1 << bits) - 1)) as u32;
        self.pending >>= bits;
        self.count -= bits;
        Some(value)
    }

    pub(super) fn get_rice(&mut self, low: u32) -> Option<u32> {
        let mut high = 0;
        loop {
            self.fill();
            if self.count == 0 {
                return None;
            }
            let ones = self.pending.trailing_ones().min(self.count);
            self.pending >>= ones;
            self.count -= ones;
            high += ones;
            if self.count > 0 {
                self.pending >>= 1;
                self.count -= 1;
                break;
            }
        }
        let rest = self.get(low)?;
        // Damaged bytes may claim more than a number holds.
        (high < 1 << (31 - low)).then_some(high << low | rest)
    }

    /// Takes in as many whole bytes as fit: eight at a time while there are so many. What lies above
    /// the counted bits are the next ones already, and taking them in again changes nothing.
    fn fill(&mut self) {
        if let Some(next) = self.bytes.first_chunk::<8>() {
            self.pending |= u64::from_le_bytes(*next) << self.count;
            let fit = (63 - self.count) / 8;
            self.bytes = &self.bytes[fit as usize..];
            self.count += 8 * fit;
            return;
        }
        while self.count < 56 {
            let Some((byte, rest)) = self.bytes.split_first() else {
                break;
            };
            self.pending |= u64::from(*byte) << self.count;
            self.count += 8;
            self.bytes = rest;
        }
    }
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
