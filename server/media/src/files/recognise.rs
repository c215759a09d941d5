//! From the first bytes and the name of a file to its type on the allow-list.
//!
//! Bytes decide. The file name ending and the sender's media type can only cause a refusal, never a type.

use super::known::{FileType, file_type_of_mime};
use super::markup::markup_type;
use super::text::{is_text, text_type};
use super::{MarkupRule, UploadRules};
use crate::MediaError;

/// The accepted type of a file, or the reason why it is refused.
pub(crate) fn recognise(
    head: &[u8],
    file_name: &str,
    declared: Option<&str>,
    rules: &UploadRules,
) -> Result<&'static FileType, MediaError> {
    let extension = extension_of(file_name);
    let found = mime_of_bytes(head, extension.as_deref())?;
    if is_markup(found) && rules.markup == MarkupRule::Refuse {
        return Err(refuse(format!("{found} can carry script")));
    }
    let file_type = file_type_of_mime(found).ok_or_else(|| refuse(format!("the content is {found}")))?;
    if let Some(extension) = extension.filter(|extension| !file_type.extensions.contains(&extension.as_str()))
    {
        return Err(refuse(format!("the name ends in `.{extension}` but the content is {found}")));
    }
    if let Some(declared) = declared.filter(|declared| contradicts(declared, found)) {
        let declared: String = declared.chars().filter(|c| !c.is_control()).take(80).collect();
        return Err(refuse(format!("it was sent as `{declared}` but the content is {found}")));
    }
    Ok(file_type)
}

fn mime_of_bytes(head: &[u8], extension: Option<&str>) -> Result<&'static str, MediaError> {
    if head.is_empty() {
        return Err(refuse("the file is empty".to_owned()));
    }
    if let Some(markup) = markup_type(head) {
        return Ok(markup);
    }
    if let Some(found) = infer::get(head) {
        return Ok(usual_name(found.mime_type()));
    }
    if !is_text(head) {
        return Err(refuse("the content is of no known kind".to_owned()));
    }
    text_type(extension)
        .ok_or_else(|| refuse(format!("text files named `.{}` are not taken", extension.unwrap_or_default())))
}

/// The registered name of a type that the sniffing crate calls by an old or private one.
fn usual_name(mime: &'static str) -> &'static str {
    match mime {
        "audio/m4a" => "audio/mp4",
        "audio/opus" => "audio/ogg",
        "audio/x-flac" => "audio/flac",
        "audio/x-wav" => "audio/wav",
        "audio/x-aiff" => "audio/aiff",
        "video/x-m4v" => "video/mp4",
        other => font_name(other),
    }
}

fn font_name(mime: &'static str) -> &'static str {
    match mime {
        "application/font-woff" => "font/woff",
        "application/font-sfnt" => "font/ttf",
        "text/xml" => "application/xml",
        other => other,
    }
}

fn is_markup(mime: &str) -> bool {
    matches!(mime, "image/svg+xml" | "text/html" | "application/xml")
}

/// Browsers guess the type of a document from the operating system, and are often wrong about it; that a picture
/// comes as a video, or a program as a picture, is not such a guess.
fn contradicts(declared: &str, found: &str) -> bool {
    let family = |mime: &str| {
        let family = mime.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
        // Containers such as MP4 and Ogg hold sound alone as well as pictures with it.
        match family.as_str() {
            "application" | "text" | "font" => "document".to_owned(),
            "audio" | "video" => "recording".to_owned(),
            _ => family,
        }
    };
    !declared.is_empty()
        && !declared.starts_with("application/octet-stream")
        && family(declared) != family(found)
}

/// The ending of a file name in lower case; `None` when it has none (`README`, `.profile`).
fn extension_of(file_name: &str) -> Option<String> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
}

fn refuse(reason: String) -> MediaError {
    MediaError::TypeNotAllowed { reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

    fn check(head: &[u8], file_name: &str, declared: Option<&str>) -> Result<&'static str, String> {
        recognise(head, file_name, declared, &UploadRules::default())
            .map(|file_type| file_type.mime)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn bytes_decide_and_names_may_only_agree() {
        let accepted: &[(&[u8], &str, Option<&str>, &str)] = &[
            (PNG, "a.PNG", Some("image/png"), "image/png"),
            (PNG, "no-ending", None, "image/png"),
            (b"Dear all,\n", "note.txt", Some("text/plain"), "text/plain"),
            (b"# Title", "note.md", Some("application/octet-stream"), "text/markdown"),
            (b"a,b\n1,2\n", "data.csv", Some("application/vnd.ms-excel"), "text/csv"),
            ("half a character \u{20ac}".as_bytes().split_last().unwrap().1, "x.txt", None, "text/plain"),
            (b"%PDF-1.7\n", "paper.pdf", Some("application/pdf"), "application/pdf"),
        ];
        for (head, name, declared, expected) in accepted {
            assert_eq!(check(head, name, *declared).as_deref(), Ok(*expected), "{name}");
        }
    }

    #[test]
    fn what_could_run_or_is_mislabelled_is_refused() {
        let program = [b"\x7fELF\x02\x01\x01\0".as_slice(), &[0; 56]].concat();
        let refused: &[(&[u8], &str, Option<&str>, &str)] = &[
            (b"", "empty.txt", None, "the file is empty"),
            (PNG, "a.jpg", None, "the name ends in `.jpg` but the content is image/png"),
            (PNG, "a.png", Some("video/mp4"), "it was sent as `video/mp4` but the content is image/png"),
            (b"<svg onload=alert(1)>", "a.svg", Some("image/svg+xml"), "image/svg+xml can carry script"),
            (b"<!doctype html>", "a.txt", Some("text/plain"), "text/html can carry script"),
            (b"alert(1)", "a.js", Some("text/javascript"), "text files named `.js` are not taken"),
            (&program, "a", None, "the content is application/x-executable"),
            (
                b"MZ\x90\0\x03\0\0\0",
                "a.png",
                None,
                "the content is application/vnd.microsoft.portable-executable",
            ),
            (b"\x00\x01\x02\x03", "a.bin", None, "the content is of no known kind"),
            (b"#!/bin/sh\nrm", "a.txt", None, "the content is text/x-shellscript"),
        ];
        for (head, name, declared, reason) in refused {
            let expected = format!("this kind of file is not accepted: {reason}");
            assert_eq!(check(head, name, *declared), Err(expected), "{name}");
        }
    }

    #[test]
    fn markup_that_is_taken_is_never_shown_inline() {
        let rules = UploadRules { markup: MarkupRule::StoreAsAttachment, ..UploadRules::default() };
        for (head, name) in
            [("<svg/>", "a.svg"), ("<!doctype html>", "a.html"), ("<?xml version='1.0'?><a/>", "a.xml")]
        {
            let file_type = recognise(head.as_bytes(), name, None, &rules).unwrap();
            assert_eq!(file_type.serving, super::super::Serving::Attachment, "{name}");
        }
    }
}
