//! The allow-list of file types: one row per type, with the names it may carry and how it may be served.

/// What an editor sees a file as; decides the size limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Picture,
    Video,
    Audio,
    Document,
}

/// Whether a browser may show the bytes on our origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// Shown in place, with `nosniff` and the sandbox policy all the same.
    Inline,
    /// Offered as a download: the type can carry script, or browsers hand it to another program.
    Attachment,
}

/// One accepted type.
#[derive(Debug, PartialEq, Eq)]
pub struct FileType {
    /// What we store and serve; never what the sender claims.
    pub mime: &'static str,
    pub kind: FileKind,
    pub serving: Serving,
    /// File name endings that agree with it; the first is the usual one.
    pub extensions: &'static [&'static str],
}

impl FileType {
    /// The usual file name ending, without a dot.
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or("bin")
    }
}

/// The row of a stored type; `None` for one that is not (or no longer) on the list.
pub fn file_type_of_mime(mime: &str) -> Option<&'static FileType> {
    KNOWN.iter().find(|known| known.mime == mime)
}

/// How to serve a stored type; whatever is not on the list is only ever downloaded.
pub fn serving_of(mime: &str) -> Serving {
    file_type_of_mime(mime).map_or(Serving::Attachment, |known| known.serving)
}

const fn row(
    mime: &'static str,
    kind: FileKind,
    serving: Serving,
    extensions: &'static [&'static str],
) -> FileType {
    FileType { mime, kind, serving, extensions }
}

use FileKind::{Audio, Document, Picture, Video};
use Serving::{Attachment, Inline};

static KNOWN: &[FileType] = &[
    row("image/jpeg", Picture, Inline, &["jpg", "jpeg", "jpe", "jfif"]),
    row("image/png", Picture, Inline, &["png"]),
    row("image/gif", Picture, Inline, &["gif"]),
    row("image/webp", Picture, Inline, &["webp"]),
    row("image/avif", Picture, Inline, &["avif"]),
    row("image/bmp", Picture, Inline, &["bmp"]),
    row("image/vnd.microsoft.icon", Picture, Inline, &["ico"]),
    row("image/tiff", Picture, Attachment, &["tif", "tiff"]),
    row("image/heif", Picture, Attachment, &["heic", "heif"]),
    row("image/svg+xml", Picture, Attachment, &["svg"]),
    row("video/mp4", Video, Inline, &["mp4", "m4v", "mp4v"]),
    row("video/webm", Video, Inline, &["webm"]),
    row("video/quicktime", Video, Inline, &["mov", "qt"]),
    row("video/mpeg", Video, Attachment, &["mpg", "mpeg"]),
    row("video/x-matroska", Video, Attachment, &["mkv"]),
    row("video/x-msvideo", Video, Attachment, &["avi"]),
    row("audio/mpeg", Audio, Inline, &["mp3", "mpga"]),
    row("audio/mp4", Audio, Inline, &["m4a", "mp4"]),
    row("audio/ogg", Audio, Inline, &["ogg", "oga", "ogv", "opus"]),
    row("audio/flac", Audio, Inline, &["flac"]),
    row("audio/wav", Audio, Inline, &["wav"]),
    row("audio/aac", Audio, Inline, &["aac"]),
    row("audio/aiff", Audio, Attachment, &["aif", "aiff"]),
    row("text/plain", Document, Inline, &["txt", "text", "log", "srt", "yaml", "yml", "toml", "ini"]),
    row("text/markdown", Document, Inline, &["md", "markdown"]),
    row("text/csv", Document, Attachment, &["csv", "tsv"]),
    row("text/vtt", Document, Inline, &["vtt"]),
    row("text/calendar", Document, Attachment, &["ics"]),
    row("application/json", Document, Attachment, &["json", "geojson"]),
    row("text/html", Document, Attachment, &["html", "htm", "xhtml"]),
    row("application/xml", Document, Attachment, &["xml", "rss", "atom", "gpx", "kml"]),
    row("application/pdf", Document, Attachment, &["pdf"]),
    row("application/rtf", Document, Attachment, &["rtf"]),
    row("application/epub+zip", Document, Attachment, &["epub"]),
    row("application/msword", Document, Attachment, &["doc", "dot"]),
    row("application/vnd.ms-excel", Document, Attachment, &["xls", "xlt"]),
    row("application/vnd.ms-powerpoint", Document, Attachment, &["ppt", "pps"]),
    row(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Document,
        Attachment,
        &["docx"],
    ),
    row("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Document, Attachment, &["xlsx"]),
    row(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Document,
        Attachment,
        &["pptx"],
    ),
    row("application/vnd.oasis.opendocument.text", Document, Attachment, &["odt"]),
    row("application/vnd.oasis.opendocument.spreadsheet", Document, Attachment, &["ods"]),
    row("application/vnd.oasis.opendocument.presentation", Document, Attachment, &["odp"]),
    // Office documents whose parts are in an unusual order are recognised as plain archives.
    row(
        "application/zip",
        Document,
        Attachment,
        &["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"],
    ),
    row("application/gzip", Document, Attachment, &["gz", "tgz"]),
    row("application/x-tar", Document, Attachment, &["tar"]),
    row("application/x-7z-compressed", Document, Attachment, &["7z"]),
    row("font/woff", Document, Attachment, &["woff"]),
    row("font/woff2", Document, Attachment, &["woff2"]),
    row("font/ttf", Document, Attachment, &["ttf"]),
    row("font/otf", Document, Attachment, &["otf"]),
];
