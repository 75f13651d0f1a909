//! Messages between a browser and a program on the same machine (native messaging): on the standard
//! input and output of the program, four bytes in the machine's own order that say how long the message
//! is, then so many bytes of JSON. Chrome and Firefox have it alike.

use std::io::{self, Read, Write};

/// Bytes of a message from the browser, at most; a browser would send sixty times as many.
pub const LONGEST_IN: usize = 64 << 20;
/// Bytes of a message to the browser, at most: browsers end a program that sends more.
pub const LONGEST_OUT: usize = 1 << 20;

/// The next message, or nothing where the browser has ended the conversation.
///
/// # Errors
/// When a message is cut short, or longer than [`LONGEST_IN`].
pub fn read(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    // Between two messages is where a conversation may end.
    if input.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    input.read_exact(&mut length[1..])?;
    let length = u32::from_ne_bytes(length) as usize;
    if length > LONGEST_IN {
        return Err(io::Error::other("a message of more than 64 MiB"));
    }
    // What is not sent takes up no room, whatever length was said.
    let mut message = Vec::new();
    input.take(length as u64).read_to_end(&mut message)?;
    if message.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(message))
}

/// Sends a message.
///
/// # Errors
/// When it is longer than [`LONGEST_OUT`], or the browser does not take it.
pub fn write(output: &mut impl Write, message: &[u8]) -> io::Result<()> {
    if message.len() > LONGEST_OUT {
        return Err(io::Error::other("a message of more than 1 MiB"));
    }
    let length = message.len() as u32;
    output.write_all(&length.to_ne_bytes())?;
    output.write_all(message)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_one_after_the_other_and_end_between_two() {
        let mut sent = Vec::new();
        write(&mut sent, b"{}").unwrap();
        write(&mut sent, b"").unwrap();
        write(&mut sent, br#"{"call":"hello"}"#).unwrap();
        let mut input = sent.as_slice();
        assert_eq!(read(&mut input).unwrap().unwrap(), b"{}");
        assert_eq!(read(&mut input).unwrap().unwrap(), b"");
        assert_eq!(read(&mut input).unwrap().unwrap(), br#"{"call":"hello"}"#);
        assert!(read(&mut input).unwrap().is_none());
    }

    #[test]
    fn what_is_cut_short_or_too_long_is_an_error() {
        let mut sent = Vec::new();
        write(&mut sent, b"{\"call\"").unwrap();
        for end in 1..sent.len() {
            assert!(read(&mut &sent[..end]).is_err(), "cut at {end}");
        }
        assert!(read(&mut u32::MAX.to_ne_bytes().as_slice()).is_err());
        assert!(write(&mut Vec::new(), &vec![b' '; LONGEST_OUT + 1]).is_err());
    }
}
