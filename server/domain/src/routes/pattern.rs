//! The pattern of a content type's paths, such as `/blog/{year}/{slug}` or `/{parent}/{slug}`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::feed::FeedKind;
use super::reserved::belongs_to_server;
use crate::ids::DocumentId;

/// Why a text is not a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("a route pattern begins with `/`, does not end with one, and has at most 255 characters")]
    Shape,
    #[error(
        "`{0}` is not a segment: write lower-case letters, digits, `-`, `_`, `.`, or one of `{{slug}}`, `{{id}}`, `{{year}}`, `{{month}}`, `{{day}}`, or the name of the relation that makes a tree, as `{{parent}}`"
    )]
    Segment(String),
    #[error("`{0}` may appear only once")]
    Twice(String),
    #[error(
        "`{{{0}}}` stands for the entries above one: only fixed segments may be before it, and `{{slug}}` alone behind it"
    )]
    Tree(String),
    #[error("the first segment `{0}` is reserved")]
    Reserved(String),
    #[error("the segment `{0}` is the name of a feed")]
    Feed(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Slug,
    Id,
    Year,
    Month,
    Day,
    /// The path of the entry above, by the relation of this name.
    Above(String),
}

/// How the paths of two patterns may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    Never,
    /// Where an entry of one is named as a fixed segment of the other is.
    Somewhere,
    /// Nothing that is fixed tells them apart.
    Anywhere,
}

/// A checked pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutePattern(Vec<Segment>);

/// What a pattern may ask of an entry.
#[derive(Debug, Clone, Copy)]
pub struct PathOf<'a> {
    pub document: DocumentId,
    pub slug: Option<&'a str>,
    /// Microseconds UTC.
    pub published_at: Option<i64>,
    /// In a tree, the path of the entry above it, without the prefix of a locale; none at the top.
    pub above: Option<&'a str>,
}

impl RoutePattern {
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        let segments = pattern
            .strip_prefix('/')
            .filter(|rest| !rest.is_empty() && !rest.ends_with('/') && pattern.len() <= 255)
            .ok_or(PatternError::Shape)?;
        let mut parsed = Vec::new();
        for text in segments.split('/') {
            let segment = segment(text)?;
            let above = |segment: &Segment| matches!(segment, Segment::Above(_));
            let is_twice = parsed.contains(&segment) || (above(&segment) && parsed.iter().any(above));
            if is_twice && !matches!(segment, Segment::Literal(_)) {
                return Err(PatternError::Twice(text.to_owned()));
            }
            parsed.push(segment);
        }
        require_tree(&parsed)?;
        match parsed.first() {
            Some(Segment::Literal(first)) if belongs_to_server(first) => {
                Err(PatternError::Reserved(first.clone()))
            }
            _ => Ok(Self(parsed)),
        }
    }

    /// Whether an entry needs a slug to have a path.
    pub fn needs_slug(&self) -> bool {
        self.0.contains(&Segment::Slug)
    }

    /// Whether entries can be told apart by their paths.
    pub fn tells_apart(&self) -> bool {
        self.0.contains(&Segment::Slug) || self.0.contains(&Segment::Id)
    }

    /// Whether a path depends on the time of publication, and so on the time zone.
    pub fn is_dated(&self) -> bool {
        [Segment::Year, Segment::Month, Segment::Day].iter().any(|part| self.0.contains(part))
    }

    /// Whether it is the path of one thing.
    pub fn is_fixed(&self) -> bool {
        self.0.iter().all(|segment| matches!(segment, Segment::Literal(_)))
    }

    /// The relation that leads to the entry above, for types whose entries are a tree.
    pub fn parent_field(&self) -> Option<&str> {
        self.0.iter().find_map(|segment| match segment {
            Segment::Above(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// How many entries, this one included, a path of a tree has passed since its top.
    pub fn levels(&self, path: &str) -> usize {
        let fixed = self.0.iter().filter(|segment| matches!(segment, Segment::Literal(_))).count();
        path.matches('/').count().saturating_sub(fixed)
    }

    /// How the paths that two patterns make may meet.
    ///
    /// A tree has any number of segments there, so it is compared by what stands before it.
    pub fn overlap(&self, other: &Self) -> Overlap {
        let is_tree = self.parent_field().is_some() || other.parent_field().is_some();
        let flat = |pattern: &Self| -> Vec<Segment> {
            pattern.0.iter().filter(|segment| !matches!(segment, Segment::Above(_))).cloned().collect()
        };
        let (own, others) = (flat(self), flat(other));
        if !is_tree && own.len() != others.len() {
            return Overlap::Never;
        }
        let mut overlap = if own.len() == others.len() { Overlap::Anywhere } else { Overlap::Somewhere };
        for pair in own.iter().zip(&others) {
            match pair {
                (Segment::Literal(a), Segment::Literal(b)) if a != b => return Overlap::Never,
                (Segment::Literal(_), Segment::Literal(_)) => {}
                (Segment::Literal(_), _) | (_, Segment::Literal(_)) => overlap = Overlap::Somewhere,
                _ => {}
            }
        }
        overlap
    }

    /// The path of an entry; none while it lacks the slug or the time that the pattern asks for. The parts of the date
    /// are those of `time_zone`. In a tree, what is below an entry begins with its path.
    pub fn expand(&self, of: &PathOf<'_>, time_zone: &TimeZone) -> Option<String> {
        if let (Some(_), Some(above)) = (self.parent_field(), of.above) {
            let slug = of.slug.filter(|slug| !slug.is_empty())?;
            return Some(format!("{above}/{slug}"));
        }
        let date = of
            .published_at
            .and_then(|microseconds| Timestamp::from_microsecond(microseconds).ok())
            .map(|timestamp| timestamp.to_zoned(time_zone.clone()).date());
        let mut path = String::new();
        for segment in &self.0 {
            let text = match segment {
                Segment::Literal(text) => text.clone(),
                Segment::Slug => of.slug.filter(|slug| !slug.is_empty())?.to_owned(),
                Segment::Id => of.document.to_string(),
                Segment::Year => format!("{:04}", date?.year()),
                Segment::Month => format!("{:02}", date?.month()),
                Segment::Day => format!("{:02}", date?.day()),
                Segment::Above(_) => continue,
            };
            path.push('/');
            path.push_str(&text);
        }
        Some(path)
    }
}

/// The path of an entry of a tree is that of the one above it and its own slug, whatever its own time or id.
fn require_tree(segments: &[Segment]) -> Result<(), PatternError> {
    let is_above = |segment: &Segment| matches!(segment, Segment::Above(_));
    let is_literal = |segment: &Segment| matches!(segment, Segment::Literal(_));
    let Some(place) = segments.iter().position(is_above) else { return Ok(()) };
    let (before, rest) = segments.split_at(place);
    match rest {
        [Segment::Above(_), Segment::Slug] if before.iter().all(is_literal) => Ok(()),
        [Segment::Above(name), ..] => Err(PatternError::Tree(name.clone())),
        _ => Ok(()),
    }
}

fn segment(text: &str) -> Result<Segment, PatternError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    match (text, inner) {
        (_, Some("slug")) => Ok(Segment::Slug),
        (_, Some("id")) => Ok(Segment::Id),
        (_, Some("year")) => Ok(Segment::Year),
        (_, Some("month")) => Ok(Segment::Month),
        (_, Some("day")) => Ok(Segment::Day),
        (_, Some(name)) if is_field_name(name) => Ok(Segment::Above(name.to_owned())),
        ("" | "." | "..", _) => Err(PatternError::Segment(text.to_owned())),
        _ if FeedKind::of_file(text).is_some() => Err(PatternError::Feed(text.to_owned())),
        _ if text.chars().all(plain) => Ok(Segment::Literal(text.to_owned())),
        _ => Err(PatternError::Segment(text.to_owned())),
    }
}

/// Whether such a field exists is known to the model.
fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-02-29T23:30:00Z
    const LEAP_DAY: i64 = 1_709_249_400_000_000;

    fn expand(
        pattern: &str,
        slug: Option<&str>,
        published_at: Option<i64>,
        above: Option<&str>,
        zone: &str,
    ) -> Option<String> {
        let document = "01890000000000000000000001".parse().unwrap();
        let of = PathOf { document, slug, published_at, above };
        RoutePattern::parse(pattern).unwrap().expand(&of, &TimeZone::get(zone).unwrap())
    }

    #[test]
    fn patterns_make_paths() {
        for (pattern, slug, published_at, path) in [
            ("/blog/{slug}", Some("hello"), None, Some("/blog/hello")),
            ("/{slug}", Some("日本"), None, Some("/日本")),
            ("/{year}/{month}/{day}/{slug}", Some("a"), Some(LEAP_DAY), Some("/2024/02/29/a")),
            ("/about", None, None, Some("/about")),
            ("/p/{id}", None, None, Some("/p/01890000000000000000000001")),
            ("/blog/{slug}", None, None, None),
            ("/blog/{slug}", Some(""), None, None),
            ("/{year}/{slug}", Some("a"), None, None),
        ] {
            assert_eq!(expand(pattern, slug, published_at, None, "UTC").as_deref(), path, "{pattern}");
        }
    }

    #[test]
    fn days_begin_at_midnight_of_the_site() {
        for (zone, path) in [
            ("UTC", "/2024/02/29/a"),
            ("Europe/Vienna", "/2024/03/01/a"),
            ("America/New_York", "/2024/02/29/a"),
        ] {
            let found = expand("/{year}/{month}/{day}/{slug}", Some("a"), Some(LEAP_DAY), None, zone);
            assert_eq!(found.as_deref(), Some(path), "{zone}");
        }
    }

    #[test]
    fn an_entry_of_a_tree_is_below_the_one_above() {
        for (pattern, above, path) in [
            ("/{parent}/{slug}", None, "/c"),
            ("/{parent}/{slug}", Some("/a"), "/a/c"),
            ("/docs/{section}/{slug}", None, "/docs/c"),
            ("/docs/{section}/{slug}", Some("/docs/a/b"), "/docs/a/b/c"),
        ] {
            assert_eq!(expand(pattern, Some("c"), None, above, "UTC").as_deref(), Some(path), "{pattern}");
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
            "/blog/{}",
            "/blog/{a b}",
            "/blog/x{slug}",
            "/../{slug}",
            "/Blog/{slug}",
            "/{slug}/{slug}",
            "/{parent}",
            "/{parent}/x/{slug}",
            "/{slug}/{parent}",
            "/{parent}/{other}/{slug}",
            "/{parent}/{slug}/{id}",
            "/{year}/{parent}/{slug}",
            "/admin/{slug}",
            "/api",
            "/a b",
            "/feed.xml",
            "/blog/rss.xml",
        ] {
            assert!(RoutePattern::parse(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn patterns_that_can_make_one_path_are_found() {
        use Overlap::{Anywhere, Never, Somewhere};
        for (one, other, expected) in [
            ("/{slug}", "/{slug}", Anywhere),
            ("/{slug}", "/{id}", Anywhere),
            ("/{slug}", "/about", Somewhere),
            ("/about", "/about", Anywhere),
            ("/{slug}", "/blog/{slug}", Never),
            ("/{year}/{slug}", "/blog/{slug}", Somewhere),
            ("/tag/{slug}", "/category/{slug}", Never),
            ("/{parent}/{slug}", "/blog/{slug}", Somewhere),
            ("/{parent}/{slug}", "/{slug}", Anywhere),
            ("/docs/{parent}/{slug}", "/blog/{slug}", Never),
            ("/docs/{parent}/{slug}", "/docs/{slug}", Anywhere),
        ] {
            let parse = |pattern| RoutePattern::parse(pattern).unwrap();
            assert_eq!(parse(one).overlap(&parse(other)), expected, "{one} {other}");
            assert_eq!(parse(other).overlap(&parse(one)), expected, "{other} {one}");
        }
    }
}
