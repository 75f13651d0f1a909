//! Any stored bytes: a fingerprint or a shard comes back as it was written, or is refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wireprint::fingerprint::Fingerprint;
use wireprint::library::{candidates, insert, plan, remove};
use xxhash_rust::xxh3::xxh3_64;

fuzz_target!(|data: &[u8]| {
    // As they are, and with a head and a checksum that hold, as somebody bent on harm would set them.
    for bytes in [data.to_vec(), sealed(b"WPF\x02", data)] {
        if let Ok(print) = Fingerprint::from_bytes(&bytes) {
            assert_eq!(print.to_bytes(), bytes);
            let shards = insert(&[(7, &print)], &[]).expect("nothing to read");
            let views: Vec<_> = shards.iter().map(|(key, bytes)| (*key, bytes.as_slice())).collect();
            let found = candidates(&print, &views).expect("what was just written");
            assert!(found.len() <= 1);
        }
    }
    let print = Fingerprint::of("The council of Port Ellery voted to close the old harbour road.");
    for bytes in [data.to_vec(), sealed(b"WPS\x02", data)] {
        for key in plan(&print) {
            let shards = [(key, bytes.as_slice())];
            let _ = candidates(&print, &shards);
            let _ = remove(7, &print, &shards);
            if let Ok(changed) = insert(&[(7, &print)], &shards) {
                for (_, bytes) in changed {
                    let _ = candidates(&print, &[(key, bytes.as_slice())]);
                }
            }
        }
    }
});

fn sealed(head: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = [head, body].concat();
    let sum = xxh3_64(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}
