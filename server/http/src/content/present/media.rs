//! Assets as media objects of the content API.

use std::fmt::Write as _;

use galley_app::content::AssetRow;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::scalars::{document, integer, integer_or_null, text, text_or_null, time};
use galley_domain::query::check::ASSET_MEMBERS;

/// What a path segment keeps as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The whole object.
pub(crate) fn asset(out: &mut Vec<u8>, asset: &AssetRow) {
    selected(out, asset, None);
}

/// The object with the named members, or with all; `id` and `documentId` are always there.
pub(super) fn selected(out: &mut Vec<u8>, asset: &AssetRow, fields: Option<&[String]>) {
    let is_shown = |name: &str| {
        matches!(name, "id" | "documentId")
            || fields.is_none_or(|fields| fields.iter().any(|field| field == name))
    };
    for (place, name) in ASSET_MEMBERS.into_iter().filter(|name| is_shown(name)).enumerate() {
        out.extend_from_slice(if place == 0 { b"{\"" } else { b",\"" });
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        value(out, asset, name);
    }
    out.push(b'}');
}

fn value(out: &mut Vec<u8>, asset: &AssetRow, name: &str) {
    match name {
        "id" => integer(out, asset.id.0),
        "documentId" => document(out, asset.document),
        "name" => text(out, &asset.name),
        "alternativeText" => text_or_null(out, asset.alternative_text.as_deref()),
        "caption" => text_or_null(out, asset.caption.as_deref()),
        "width" => integer_or_null(out, asset.width),
        "height" => integer_or_null(out, asset.height),
        "hash" => text(out, &hexadecimal(&asset.hash)),
        "ext" if asset.extension.is_empty() => text(out, ""),
        "ext" => text(out, &format!(".{}", asset.extension)),
        "mime" => text(out, &asset.mime),
        "size" => out.extend_from_slice(kilobytes(asset.bytes).as_bytes()),
        "url" => text(out, &url(asset)),
        "provider" => text(out, "local"),
        "createdAt" => time(out, asset.created_at),
        "updatedAt" => time(out, asset.updated_at),
        // Renditions and previews come with a later version.
        _ => out.extend_from_slice(b"null"),
    }
}

fn url(asset: &AssetRow) -> String {
    format!("/media/{}/{}", asset.document, utf8_percent_encode(&asset.name, SEGMENT))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Thousands of bytes with two decimals, as Strapi rounds them: `12.5`, `0.04`, `3`.
fn kilobytes(bytes: i64) -> String {
    let hundredths = (bytes + 5) / 10;
    let shown = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}
