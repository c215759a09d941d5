//! Percent-decoding that refuses what it cannot decode, instead of passing it on.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// The decoded text; `+` is a space. The error says what is wrong, to follow the parameter's name.
pub(super) fn decode(raw: &str) -> Result<String, &'static str> {
    let mut rest = raw;
    while let Some((_, after)) = rest.split_once('%') {
        let is_complete =
            after.as_bytes().get(..2).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
        if !is_complete {
            return Err("has a broken percent-encoding");
        }
        rest = after;
    }
    let spaced: Cow<'_, str> = if raw.contains('+') { raw.replace('+', " ").into() } else { raw.into() };
    let text = percent_decode(spaced.as_bytes()).decode_utf8().map_err(|_invalid| "is not UTF-8")?;
    if text.contains('\0') {
        return Err("contains U+0000");
    }
    Ok(text.into_owned())
}
