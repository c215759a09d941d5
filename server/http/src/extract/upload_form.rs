//! `multipart/form-data` uploads: parts one after another, streamed, within limits of number, size and pause.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use bytes::Bytes;
use futures::{Stream, TryStreamExt};
use http::StatusCode;

use super::body::body_stream;
use crate::errors::ApiError;

const MAX_PARTS: usize = 100;
/// Of the whole request; each file has its own limit by kind.
const MAX_UPLOAD_BYTES: usize = 1024 * 1024 * 1024;
/// Of a part that is not a file.
const MAX_TEXT_BYTES: usize = 64 * 1024;
const MAX_FILE_NAME: usize = 255;
/// Longest pause while files arrive.
const UPLOAD_IDLE: Duration = Duration::from_secs(5);

/// The parts of an upload; 415 when the body is not a form with parts.
#[derive(Debug)]
pub struct UploadForm {
    parts: Multipart,
    taken: usize,
}

/// One part. It must be read before the next is asked for.
#[derive(Debug)]
pub struct UploadPart<'a> {
    field: Field<'a>,
}

impl<S: Send + Sync> FromRequest<S> for UploadForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let mut request = request.map(|body| Body::from_stream(body_stream(body, UPLOAD_IDLE)));
        DefaultBodyLimit::max(MAX_UPLOAD_BYTES).apply(&mut request);
        match Multipart::from_request(request, state).await {
            Ok(parts) => Ok(Self { parts, taken: 0 }),
            Err(_rejection) => Err(ApiError::UnsupportedMediaType { expected: "multipart/form-data" }),
        }
    }
}

impl UploadForm {
    pub async fn next_part(&mut self) -> Result<Option<UploadPart<'_>>, ApiError> {
        self.taken += 1;
        let field = self.parts.next_field().await.map_err(|error| refuse(&error))?;
        if field.is_some() && self.taken > MAX_PARTS {
            return Err(ApiError::malformed(format!("an upload has at most {MAX_PARTS} parts")));
        }
        Ok(field.map(|field| UploadPart { field }))
    }
}

impl<'a> UploadPart<'a> {
    /// The name of the form field.
    pub fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// The last segment of the file's name; `None` for a part that is not a file.
    pub fn file_name(&self) -> Result<Option<String>, ApiError> {
        let Some(given) = self.field.file_name() else { return Ok(None) };
        let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let well_formed =
            !name.is_empty() && name.len() <= MAX_FILE_NAME && !name.chars().any(char::is_control);
        if well_formed {
            Ok(Some(name.to_owned()))
        } else {
            Err(ApiError::malformed("a file name is not valid"))
        }
    }

    /// The media type that the sender claims.
    pub fn declared_type(&self) -> Option<&str> {
        self.field.content_type()
    }

    /// The text of a part that is not a file.
    pub async fn text(mut self) -> Result<String, ApiError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.field.chunk().await.map_err(|error| refuse(&error))? {
            if bytes.len() + chunk.len() > MAX_TEXT_BYTES {
                return Err(ApiError::malformed(format!("a form field has at most {MAX_TEXT_BYTES} bytes")));
            }
            bytes.extend_from_slice(&chunk);
        }
        String::from_utf8(bytes).map_err(|_invalid| ApiError::malformed("a form field is not UTF-8"))
    }

    /// The bytes of a file.
    pub fn bytes(self) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'a {
        self.field.map_err(|error| {
            let too_large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let kind = if too_large { io::ErrorKind::FileTooLarge } else { io::ErrorKind::UnexpectedEof };
            io::Error::new(kind, error)
        })
    }
}

fn refuse(error: &MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::TooLarge { limit: u64::try_from(MAX_UPLOAD_BYTES).unwrap_or(u64::MAX) };
    }
    tracing::debug!(error = error.body_text(), "A multipart body could not be read");
    ApiError::malformed("the multipart body is damaged or ended early")
}

#[cfg(test)]
mod tests {
    use http::header::CONTENT_TYPE;

    use super::*;

    async fn form(content_type: &str, body: String) -> Result<UploadForm, ApiError> {
        let request = Request::builder().header(CONTENT_TYPE, content_type).body(Body::from(body)).unwrap();
        UploadForm::from_request(request, &()).await
    }

    fn part(disposition: &str, text: &str) -> String {
        format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{text}\r\n")
    }

    async fn read_all(body: String) -> Result<Vec<(String, Option<String>, String)>, ApiError> {
        let mut form = form("multipart/form-data; boundary=x", body).await?;
        let mut found = Vec::new();
        while let Some(part) = form.next_part().await? {
            let (name, file_name) = (part.name().to_owned(), part.file_name()?);
            found.push((name, file_name, part.text().await?));
        }
        Ok(found)
    }

    #[tokio::test]
    async fn parts_are_read_in_order_with_plain_file_names() {
        let body = part("name=\"files\"; filename=\"C:\\\\photos\\\\a b.png\"", "png")
            + &part("name=\"fileInfo\"", "{}")
            + "--x--\r\n";
        let expected = [
            ("files".to_owned(), Some("a b.png".to_owned()), "png".to_owned()),
            ("fileInfo".to_owned(), None, "{}".to_owned()),
        ];
        assert_eq!(read_all(body).await.unwrap(), expected);
    }

    #[tokio::test]
    async fn damaged_and_oversized_forms_are_refused() {
        let many = part("name=\"a\"", "1").repeat(101) + "--x--\r\n";
        let cut = part("name=\"a\"", "1");
        let long = part("name=\"a\"", &"a".repeat(70_000)) + "--x--\r\n";
        let unnamed = part("name=\"a\"; filename=\"photos/\"", "1") + "--x--\r\n";
        for (body, expected) in [
            (many, "an upload has at most 100 parts"),
            (cut, "the multipart body is damaged or ended early"),
            (long, "a form field has at most 65536 bytes"),
            (unnamed, "a file name is not valid"),
        ] {
            assert_eq!(read_all(body).await.unwrap_err().to_string(), expected);
        }
        let error = form("application/json", String::new()).await.unwrap_err();
        assert_eq!(error.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
}
