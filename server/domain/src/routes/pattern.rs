//! The pattern of a content type's paths, such as `/blog/{year}/{slug}`.
//!
//! Trees (`{parent}`) are not here yet: a path then depends on other entries.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Why a text is not a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("a route pattern begins with `/`, does not end with one, and has at most 255 characters")]
    Shape,
    #[error(
        "`{0}` is not a segment: write lower-case letters, digits, `-`, `_`, `.`, or one of `{{slug}}`, `{{year}}`, `{{month}}`, `{{day}}`"
    )]
    Segment(String),
    #[error("`{0}` may appear only once")]
    Twice(String),
    #[error("the first segment `{0}` is reserved")]
    Reserved(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Slug,
    Year,
    Month,
    Day,
}

/// A checked pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutePattern(Vec<Segment>);

impl RoutePattern {
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        let segments = pattern
            .strip_prefix('/')
            .filter(|rest| !rest.is_empty() && !rest.ends_with('/') && pattern.len() <= 255)
            .ok_or(PatternError::Shape)?;
        let mut parsed = Vec::new();
        for text in segments.split('/') {
            let segment = segment(text)?;
            if !matches!(segment, Segment::Literal(_)) && parsed.contains(&segment) {
                return Err(PatternError::Twice(text.to_owned()));
            }
            parsed.push(segment);
        }
        match parsed.first() {
            Some(Segment::Literal(first)) if super::is_reserved(first, &[]) => {
                Err(PatternError::Reserved(first.clone()))
            }
            _ => Ok(Self(parsed)),
        }
    }

    /// Whether every entry needs a slug to have a path.
    pub fn needs_slug(&self) -> bool {
        self.0.contains(&Segment::Slug)
    }

    /// The path of an entry; none while it lacks the slug or the time that the pattern asks for.
    ///
    /// `published_at` is microseconds UTC; the parts of the date are those of UTC, so that a path never depends on
    /// a time zone setting.
    pub fn expand(&self, slug: Option<&str>, published_at: Option<i64>) -> Option<String> {
        let date = published_at
            .and_then(|microseconds| Timestamp::from_microsecond(microseconds).ok())
            .map(|timestamp| timestamp.to_zoned(TimeZone::UTC).date());
        let part = |segment: &Segment| {
            let text = match segment {
                Segment::Literal(text) => text.clone(),
                Segment::Slug => slug.filter(|slug| !slug.is_empty())?.to_owned(),
                Segment::Year => format!("{:04}", date?.year()),
                Segment::Month => format!("{:02}", date?.month()),
                Segment::Day => format!("{:02}", date?.day()),
            };
            Some(format!("/{text}"))
        };
        self.0.iter().map(part).collect()
    }
}

fn segment(text: &str) -> Result<Segment, PatternError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    match text {
        "{slug}" => Ok(Segment::Slug),
        "{year}" => Ok(Segment::Year),
        "{month}" => Ok(Segment::Month),
        "{day}" => Ok(Segment::Day),
        "" | "." | ".." => Err(PatternError::Segment(text.to_owned())),
        _ if text.chars().all(plain) => Ok(Segment::Literal(text.to_owned())),
        _ => Err(PatternError::Segment(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-02-29T23:30:00Z
    const LEAP_DAY: i64 = 1_709_249_400_000_000;

    #[test]
    fn patterns_make_paths() {
        for (pattern, slug, published_at, path) in [
            ("/blog/{slug}", Some("hello"), None, Some("/blog/hello")),
            ("/{slug}", Some("日本"), None, Some("/日本")),
            ("/{year}/{month}/{day}/{slug}", Some("a"), Some(LEAP_DAY), Some("/2024/02/29/a")),
            ("/about", None, None, Some("/about")),
            ("/blog/{slug}", None, None, None),
            ("/blog/{slug}", Some(""), None, None),
            ("/{year}/{slug}", Some("a"), None, None),
        ] {
            let parsed = RoutePattern::parse(pattern).unwrap();
            assert_eq!(parsed.expand(slug, published_at).as_deref(), path, "{pattern}");
        }
    }

    #[test]
    fn what_is_not_a_pattern_is_refused() {
        for pattern in [
            "",
            "/",
            "blog/{slug}",
            "/blog/{slug}/",
            "/blog//{slug}",
            "/blog/{title}",
            "/blog/x{slug}",
            "/../{slug}",
            "/Blog/{slug}",
            "/{slug}/{slug}",
            "/admin/{slug}",
            "/api",
            "/a b",
        ] {
            assert!(RoutePattern::parse(pattern).is_err(), "{pattern}");
        }
    }
}
