//! Any stored bytes: a fingerprint or a shard comes back as it was written, or is refused.

use wireprint::fingerprint::Fingerprint;
use wireprint::library::{Settling, candidates, insert, plan, remove};
use xxhash_rust::xxh3::xxh3_64;

/// Holds for any bytes.
pub fn check(data: &[u8]) {
    // As they are, and with a head and a checksum that hold, as somebody bent on harm would set them.
    for bytes in [data.to_vec(), sealed(b"WPF\x02", data)] {
        if let Ok(print) = Fingerprint::from_bytes(&bytes) {
            assert_eq!(print.to_bytes(), bytes);
            let records = insert(&[(7, &print)], &[], Settling::Each).expect("nothing to read");
            let found = candidates(&print, &views(&records)).expect("what was just written");
            assert!(found.len() <= 1);
        }
    }
    let print = Fingerprint::of("The council of Port Ellery voted to close the old harbour road.");
    for bytes in [
        data.to_vec(),
        sealed(b"WPS\x03", data),
        sealed(b"WPD\x01", data),
    ] {
        for key in plan(&print) {
            let records = [(key, bytes.as_slice())];
            let _ = candidates(&print, &records);
            let _ = remove(7, &print, &records);
            if let Ok(changed) = insert(&[(7, &print)], &records, Settling::All) {
                let _ = candidates(&print, &views(&changed));
            }
        }
    }
}

fn views(records: &[(u32, Vec<u8>)]) -> Vec<(u32, &[u8])> {
    records
        .iter()
        .map(|(key, bytes)| (*key, bytes.as_slice()))
        .collect()
}

fn sealed(head: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = [head, body].concat();
    let sum = xxh3_64(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}
