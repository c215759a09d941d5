//! What one Markdown file says, in the words of the `blog` model.

use galley_domain::text::slugify;

use super::head::Head;
use super::{addresses, dates, front_matter};
use crate::imports::Problem;

/// The content type that a file becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Post,
    Page,
}

impl Kind {
    pub(super) const fn type_name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Page => "page",
        }
    }
}

/// A file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) kind: Kind,
    pub(super) title: String,
    /// What the file asks for; may collide with another's.
    pub(super) slug: String,
    pub(super) excerpt: Option<String>,
    pub(super) body: String,
    /// The line of the file on which the body begins.
    pub(super) body_line: usize,
    pub(super) draft: bool,
    pub(super) published_at: Option<i64>,
    pub(super) featured: Option<bool>,
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) categories: Vec<String>,
    /// Where it was served before, as routes spell paths. The first is the main one.
    pub(super) old_paths: Vec<String>,
    /// Keys of the front matter that have no field here.
    pub(super) unmapped: Vec<String>,
}

/// Why a file that could be read becomes no entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Skipped(&'static str),
    Failed(Problem),
}

/// Reads a file; `file` is its path in the folder, with `/`.
pub(super) fn read(file: &str, text: &str) -> Result<Document, Refusal> {
    if file_name(file).starts_with("_index.") {
        return Err(Refusal::Skipped("a section page: lists of posts are made by routes"));
    }
    let mut parts = front_matter::read(text).map_err(Refusal::Failed)?;
    if parts.body.trim().is_empty() && !parts.head.contains_key("title") {
        return Err(Refusal::Skipped("neither a title nor a text"));
    }
    let mut head = Head::new(std::mem::take(&mut parts.head));
    let addresses = Addresses::take(&mut head);
    let published_at = match head.take(&["date", "publishDate", "pubDate", "published_at"]) {
        None => addresses.place.as_deref().and_then(dates::from_path).or_else(|| dates::from_path(file)),
        Some((key, value)) => Some(dates::from_value(&value).ok_or_else(|| {
            Refusal::Failed(Problem::at_line(
                parts.line_of(&key),
                format!("`{key}` is not a date from 0001-01-01 to 9999-12-30: {value}"),
            ))
        })?),
    };
    let in_drafts = file.split('/').any(|folder| folder == "_drafts");
    let draft = head.take_flag(&["draft"]).unwrap_or(in_drafts);
    let hidden = head.take_flag(&["published"]) == Some(false);
    let (title, body) = title_and_body(head.take_text(&["title"]), parts.body, file);
    // The body is a part of the file, and nothing of the file stands behind it but white space.
    let before = text.rfind(&body).and_then(|at| text.get(..at)).unwrap_or_default();
    let body_line = before.matches('\n').count() + 1;
    let is_page = head.take_word(&["layout", "type"], "page");
    let wanted = head.take_text(&["slug"]);
    let slug = addresses.slug(wanted.as_deref(), file, &title);
    let mut authors = head.take_names(&["authors", "author"]);
    if authors.is_empty() {
        authors = head.take_names(&["team"]);
    }
    Ok(Document {
        kind: if is_page { Kind::Page } else { Kind::Post },
        title,
        slug,
        excerpt: head.take_text(&["excerpt", "description", "summary"]),
        body,
        body_line,
        draft: draft || hidden,
        published_at,
        featured: head.take_flag(&["featured"]),
        authors,
        tags: head.take_names(&["tags", "tag"]),
        categories: head.take_names(&["categories", "category"]),
        old_paths: addresses.old_paths(wanted.as_deref(), file),
        unmapped: head.rest(),
    })
}

/// The address keys of the front matter.
struct Addresses {
    /// Where the file says it is served.
    place: Option<String>,
    aliases: Vec<String>,
}

impl Addresses {
    fn take(head: &mut Head) -> Self {
        // A permalink with placeholders is a pattern of Jekyll, not a place.
        let place = head
            .take(&["path", "permalink", "url"])
            .and_then(|(_, value)| value.as_str().map(str::to_owned))
            .filter(|place| !place.contains("/:") && !place.starts_with(':'));
        Self { place, aliases: head.take_names(&["aliases", "alias", "redirect_from"]) }
    }

    fn slug(&self, wanted: Option<&str>, file: &str, title: &str) -> String {
        let place = self.place.as_deref().and_then(addresses::normalise);
        let last = place.as_deref().and_then(|place| place.rsplit('/').next());
        let last = last.map(|last| last.trim_end_matches(".html"));
        let candidates = [wanted, last, Some(bare_name(file)), Some(title)];
        let made = candidates.into_iter().flatten().map(slugify).find(|slug| !slug.is_empty());
        made.unwrap_or_else(|| "untitled".to_owned())
    }

    fn old_paths(&self, wanted: Option<&str>, file: &str) -> Vec<String> {
        let mut paths: Vec<String> = match self.place.as_deref().and_then(addresses::normalise) {
            Some(place) => vec![place],
            None => addresses::by_generators(file, wanted.unwrap_or_else(|| bare_name(file))),
        };
        paths.extend(self.aliases.iter().filter_map(|alias| addresses::normalise(alias)));
        let mut unique: Vec<String> = Vec::new();
        for path in paths {
            if !unique.contains(&path) {
                unique.push(path);
            }
        }
        unique
    }
}

/// The title, else the first heading, else the file's name. A heading that is the title leaves the body, because
/// the page of an entry shows its title by itself.
fn title_and_body(title: Option<String>, body: &str, file: &str) -> (String, String) {
    let body = body.trim_start_matches(['\n', '\r']);
    let heading = body.lines().find(|line| !line.trim().is_empty()).and_then(|line| line.strip_prefix("# "));
    let text = heading.map(|heading| heading.trim().trim_end_matches('#').trim().to_owned());
    let title_is_heading = text.is_some() && (title.is_none() || title == text);
    let rest = if title_is_heading {
        body.split_once("# ").and_then(|(_, rest)| rest.split_once('\n')).map_or("", |(_, rest)| rest)
    } else {
        body
    };
    let title =
        title.or(text).filter(|title| !title.is_empty()).unwrap_or_else(|| named_after(bare_name(file)));
    (title, rest.trim_start_matches(['\n', '\r']).trim_end().to_owned())
}

/// `my-first_post` becomes `My first post`.
fn named_after(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

fn file_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// The name of the file, or of the folder that an index file stands for, without suffix and date.
pub(super) fn bare_name(file: &str) -> &str {
    let name = file_name(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // The index of the imported folder itself has no folder to be named after.
    let name = if addresses::is_index(name) { file.rsplit('/').nth(1).unwrap_or(stem) } else { stem };
    match dates::split_prefix(name) {
        Some((_, rest)) if !rest.is_empty() => rest,
        Some(_) | None => name,
    }
}

#[cfg(test)]
mod tests {
    use galley_domain::text::instant;

    use super::*;

    macro_rules! sample {
        ($file:literal) => {
            include_str!(concat!("../../../../../tests/fixtures/imports/", $file))
        };
    }

    fn shown(document: &Document) -> Vec<String> {
        let time = document.published_at.map_or("no date".to_owned(), instant::show);
        vec![
            format!(
                "{:?} {} | {}{time}",
                document.kind,
                document.slug,
                if document.draft { "draft " } else { "" }
            ),
            document.title.clone(),
            document.old_paths.join(" "),
            [&document.authors, &document.categories, &document.tags]
                .map(|names| names.join(", "))
                .join(" | "),
            document.unmapped.join(" "),
        ]
    }

    #[test]
    fn real_files_of_three_generators_are_understood() {
        for (file, text, expected) in [
            (
                "inside-rust/1.45.1-prerelease.md",
                sample!("zola/inside-rust/1.45.1-prerelease.md"),
                [
                    "Post 1-45-1-prerelease | 2020-07-27T00:00:00.000Z",
                    "1.45.1 prerelease testing",
                    "/inside-rust/2020/07/27/1.45.1-prerelease /inside-rust/2020/07/27/1.45.1-prerelease.html",
                    "Mark Rousskov |  | ",
                    "extra.team extra.team_url",
                ],
            ),
            (
                "_articles/sa/metrics.md",
                sample!("jekyll/_articles/sa/metrics.md"),
                [
                    "Post metrics | no date",
                    "मापकानि — परियोजनस्य क्रियाशीलता-अन्वेषणम्",
                    "/articles/sa/metrics.html /articles/sa/metrics /sa/metrics",
                    " |  | ",
                    "lang class order image related",
                ],
            ),
            (
                "_posts/2015-12-31-last-day.md",
                sample!("jekyll/_posts/2015-12-31-last-day.md"),
                [
                    "Post last-day | 2015-12-31T00:00:00.000Z",
                    "The last day",
                    "/2015/12/31/last-day.html /2015/12/31/last-day /old/last-day",
                    " | news, notes | year, two words",
                    "layout",
                ],
            ),
            (
                "content/posts/first.md",
                sample!("hugo/content/posts/first.md"),
                [
                    "Post first | draft 2020-01-02T08:11:12.000Z",
                    "First",
                    "/posts/first",
                    "Jane Doe |  | a, b",
                    "weight",
                ],
            ),
            (
                "content/posts/third/index.md",
                sample!("hugo/content/posts/third/index.md"),
                [
                    "Post third | 2020-03-04T00:00:00.000Z",
                    "Third",
                    "/posts/third /3 /drei",
                    "Jane Doe, John Roe | News | ",
                    "",
                ],
            ),
        ] {
            let document = read(file, text).unwrap();
            assert_eq!(shown(&document), expected, "{file}");
        }
    }

    #[test]
    fn the_title_is_the_front_matters_else_the_heading_else_the_name() {
        for (text, title, body) in [
            ("---\ntitle: A\n---\n# B\n\nText", "A", "# B\n\nText"),
            ("---\ntitle: A\n---\n\n# A\n\nText", "A", "Text"),
            ("# The heading #\n\nText\n", "The heading", "Text"),
            ("Text\n\n# Later\n", "My first post", "Text\n\n# Later"),
            ("---\ntitle: 2020\n---\nText", "2020", "Text"),
            ("---\ntitle: ''\n---\nText", "My first post", "Text"),
        ] {
            let document = read("my-first_post.md", text).unwrap();
            assert_eq!((document.title.as_str(), document.body.as_str()), (title, body), "{text}");
        }
    }

    #[test]
    fn pages_and_drafts_say_so() {
        for (file, head, kind, draft) in [
            ("a.md", "layout: page", Kind::Page, false),
            ("a.md", "type: page", Kind::Page, false),
            ("a.md", "layout: post", Kind::Post, false),
            ("a.md", "draft: yes", Kind::Post, true),
            ("a.md", "published: false", Kind::Post, true),
            ("_drafts/a.md", "x: 1", Kind::Post, true),
        ] {
            let document = read(file, &format!("---\ntitle: A\n{head}\n---\n")).unwrap();
            assert_eq!((document.kind, document.draft), (kind, draft), "{file} {head}");
        }
    }

    #[test]
    fn a_slug_is_made_of_what_says_most() {
        for (file, head, slug) in [
            ("2020-01-02-hello.md", "x: 1", "hello"),
            ("hello/index.md", "x: 1", "hello"),
            ("index.md", "x: 1", "index"),
            ("a.md", "slug: B c", "b-c"),
            ("a.md", "permalink: /x/Old Name.html", "old-name"),
            ("a.md", "permalink: /:year/:title/", "a"),
            ("a.md", "url: https://example.org/x/y/", "y"),
            ("!!!.md", "x: 1", "the-title"),
        ] {
            let document = read(file, &format!("---\ntitle: The title\n{head}\n---\n")).unwrap();
            assert_eq!(document.slug, slug, "{file} {head}");
        }
    }

    #[test]
    fn what_is_no_entry_is_refused_with_the_reason() {
        assert!(matches!(read("x/_index.md", "+++\ntitle = \"A\"\n+++\n"), Err(Refusal::Skipped(_))));
        let only_template = "+++\ntemplate = \"latest.html\"\n+++\n";
        assert!(matches!(read("a.md", only_template), Err(Refusal::Skipped(_))));
        assert_eq!(read("a.md", " \n"), Err(Refusal::Skipped("neither a title nor a text")));
        let Err(Refusal::Failed(problem)) = read("a.md", "---\ntitle: A\ndate: soon\n---\n") else {
            panic!("a wrong date was taken");
        };
        assert_eq!(
            problem.to_string(),
            "line 3: `date` is not a date from 0001-01-01 to 9999-12-30: \"soon\""
        );
    }
}
