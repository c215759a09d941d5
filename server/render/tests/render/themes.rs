//! Loading themes, their mistakes, their limits.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_domain::ids::DocumentId;
use galley_render::pages::{EntryCard, HomePage, Page, Sample};
use galley_render::{DataError, ListRequest, PageData, RenderError, RenderLimits, Theme, ThemeError};
use tempfile::TempDir;

pub(crate) const MANIFEST: &str =
    "name = \"mine\"\nversion = \"1.0.0\"\nlicence = \"MIT\"\ngalley = \"0.1\"\npage_size = 10\n";

/// A theme in a folder that has everything a theme needs and shows nothing.
pub(crate) struct Folder {
    root: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self { root: TempDir::new().unwrap() };
        folder.write("theme.toml", MANIFEST);
        for name in ["404", "archive", "entry", "error", "home"] {
            folder.write(&format!("templates/{name}.html"), "");
        }
        folder
    }

    pub(crate) fn with_home(source: &str) -> Self {
        let folder = Self::new();
        folder.write("templates/home.html", source);
        folder
    }

    pub(crate) fn write(&self, path: &str, content: &str) -> PathBuf {
        let path = self.root.path().join("mine").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn load(&self) -> Result<Theme, ThemeError> {
        Theme::load("mine", Some(self.root.path()))
    }

    fn render(&self) -> Result<String, RenderError> {
        self.load().unwrap().render(&home(), Arc::new(Site), soon())
    }
}

/// A site with endless posts; the type `broken` fails, the type `nothing` is unknown.
pub(crate) struct Site;

impl PageData for Site {
    fn list(&self, request: &ListRequest) -> Result<Vec<EntryCard>, DataError> {
        match request.content_type.as_str() {
            "broken" => Err(DataError::Failed("connection lost".into())),
            "nothing" => Err(DataError::Refused("there is no type `nothing`".to_owned())),
            _ => Ok(EntryCard::samples().into_iter().cycle().take(request.limit).collect()),
        }
    }

    fn entry(&self, _content_type: &str, slug: &str) -> Result<Option<EntryCard>, DataError> {
        Ok(EntryCard::samples().into_iter().find(|_| slug == "there"))
    }

    fn url(&self, document: DocumentId) -> Result<Option<String>, DataError> {
        Ok(Some(format!("/at/{document}")))
    }
}

fn home() -> Page {
    Page::Home(HomePage::samples().remove(0))
}

fn soon() -> RenderLimits {
    RenderLimits::until(Instant::now() + Duration::from_secs(20))
}

fn check(home: &str, expected: &str) {
    assert_eq!(Folder::with_home(home).render().unwrap(), expected, "{home}");
}

fn mistake(home: &str) -> String {
    match Folder::with_home(home).load() {
        Err(error) => error.to_string(),
        Ok(theme) => match theme.render(&self::home(), Arc::new(Site), soon()) {
            Err(RenderError::Theme(error)) => error.to_string(),
            other => panic!("{home}: {other:?}"),
        },
    }
}

#[test]
fn templates_are_given_the_page() {
    check("{{ site.title }} {{ site.direction }} {{ pagination.total }}", "The Evening Galley ltr 240");
    check("{{ entries[0].title }}", "A day at the printing house");
}

#[test]
fn functions_ask_the_site() {
    check("{{ entries(type=\"post\", limit=3) | length }}", "3");
    check(
        "{% set found = entries(type=\"post\", where={\"featured\": true}, sort=\"title:asc\") %}{{ found[0].title }}",
        "A day at the printing house",
    );
    check("{% set found = entry(type=\"page\", slug=\"there\") %}{{ found.url }}", "/blog/sample");
    check("{% if entry(type=\"page\", slug=\"gone\") %}yes{% else %}no{% endif %}", "no");
    check("{{ url(document=\"01j9z3ndektsv4rrffq69g5fav\") }}", "/at/01j9z3ndektsv4rrffq69g5fav");
}

#[test]
fn filters_write_for_readers() {
    check("{{ \"2026-03-14T23:30:00.000Z\" | date }}", "15 March 2026");
    check("{{ \"2026-03-14T23:30:00.000Z\" | date(format=\"%Y-%m-%d %H:%M\") }}", "2026-03-15 00:30");
    check("{{ \"2026-03-14\" | date }}", "14 March 2026");
    check("{{ page.image | date }}", "");
    check("{{ \"one two three four\" | excerpt(length=9) }}", "one two…");
    check("{{ \"word\" | reading_time }}", "1");
    let folder = Folder::new();
    folder.write(
        "templates/entry.html",
        "{{ entry.html | excerpt(length=30) }}|{{ entry.html | reading_time }}",
    );
    let page = Page::samples().into_iter().find(|page| matches!(page, Page::Entry(_))).unwrap();
    let shown = folder.load().unwrap().render(&page, Arc::new(Site), soon()).unwrap();
    assert_eq!(shown, "Paper arrives at four, the…|2");
    check("{{ \"日本\" | reading_time }}", "1");
    check(
        "{{ [\"a<\", \"b\"] | join(sep=\", \") }} {{ \"a-b\" | replace(from=\"-\", to=\"<\") }}",
        "a&lt;, b a&lt;b",
    );
    check("{{ range(end=3) | join(sep=\",\") }}", "0,1,2");
}

#[test]
fn values_are_escaped_in_every_kind_of_file() {
    for suffix in ["html", "xml", "rss", "json", "svg", "txt", "tera"] {
        let folder = Folder::with_home(&format!("{{% include \"part.{suffix}\" %}}"));
        folder.write(&format!("templates/part.{suffix}"), "{% set x = \"<&\" %}{{ x }}");
        assert_eq!(folder.render().unwrap(), "&lt;&amp;", "{suffix}");
    }
}

#[test]
fn mistakes_are_named_with_file_line_and_hint() {
    let cases = [
        (
            "a\n{{ site.title | uper }}",
            "templates/home.html:2: Unknown filter `uper` (hint: did you mean `upper`?)",
        ),
        (
            "{{ entris(type=\"x\") }}",
            "templates/home.html:1: Unknown function `entris` (hint: did you mean `entries`?)",
        ),
        (
            "{% include \"hom.html\" %}",
            "templates/home.html:1: Unknown template `hom.html` (hint: did you mean `home.html`?)",
        ),
        (
            "\n\n{{ site.titel }}",
            "templates/home.html:3: Field `titel` is not defined (hint: did you mean `title`?)",
        ),
        (
            "{{ entreis }}",
            "templates/home.html:1: Variable `entreis` is not defined (hint: did you mean `entries`?)",
        ),
        ("{{ t(key=\"a\") }}", "templates/home.html:1: the theme has no text `a`"),
        ("{{ asset(path=\"x.css\") }}", "templates/home.html:1: the theme has no asset `x.css`"),
        ("{{ entries(type=\"nothing\") }}", "templates/home.html:1: there is no type `nothing`"),
        (
            "{{ entries(type=\"post\", limit=1000) }}",
            "templates/home.html:1: `limit` must be 1 to 100, found 1000",
        ),
        ("{{ \"soon\" | date }}", "templates/home.html:1: not a date"),
    ];
    for (source, expected) in cases {
        let found = mistake(source);
        assert!(found.starts_with(expected), "{found}");
    }
    for source in
        ["{{ a | safe }}", "{{ a|safe }}", "x\n{% filter  safe %}a{% endfilter %}", "{{ a |\n safe }}"]
    {
        assert!(mistake(source).contains("the filter `safe` is not allowed"), "{source}");
    }
    check("it is safe | safe {# {{ a | safe }} #}", "it is safe | safe ");
}

#[test]
fn a_broken_template_is_refused_when_the_theme_is_loaded() {
    for source in [
        "{% if %}",
        "{{ a | nofilter }}",
        "{% extends \"nowhere.html\" %}",
        "{% include \"home.html\" %}",
        "{{",
    ] {
        let error = Folder::with_home(source).load().unwrap_err();
        assert_eq!(error.file, "templates/home.html", "{source}: {error}");
    }
    let folder = Folder::new();
    fs::remove_file(folder.root.path().join("mine/templates/entry.html")).unwrap();
    assert_eq!(folder.load().unwrap_err().to_string(), "templates/entry.html: every theme needs this file");
}

#[test]
fn a_manifest_is_read_strictly() {
    let cases = [
        ("page_size = 10", "page_sice = 10", "theme.toml:5"),
        ("page_size = 10", "page_size = 0", "theme.toml:5: `page_size` must be 1 to 100, found 0"),
        ("page_size = 10", "page_size = \"many\"", "theme.toml:5"),
        ("galley = \"0.1\"", "galley = \"9.0\"", "theme.toml:4: made for Galley `9.0`"),
        ("name = \"mine\"", "name = \"yours\"", "theme.toml:1: `name` must be the name of the folder"),
        ("version = \"1.0.0\"\n", "", "theme.toml"),
        (
            "page_size = 10",
            "page_size = 10\n[routes]\npost = \"blog\"",
            "theme.toml:7: a route starts with `/`",
        ),
    ];
    for (from, to, expected) in cases {
        let folder = Folder::new();
        folder.write("theme.toml", &MANIFEST.replace(from, to));
        let found = folder.load().unwrap_err().to_string();
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn the_name_of_a_theme_is_never_a_path() {
    let folder = Folder::new();
    for name in ["", ".", "..", "../mine", "mine/../mine", "/etc", "Mine", "mine\0"] {
        assert!(Theme::load(name, Some(folder.root.path())).is_err(), "{name}");
    }
    assert!(Theme::load("unknown", None).unwrap_err().to_string().contains("gazette"));
}

#[test]
fn a_folder_wins_over_the_shipped_theme_of_the_same_name() {
    let folder = Folder::new();
    let mine = folder.root.path().join("mine");
    fs::rename(&mine, folder.root.path().join("gazette")).unwrap();
    fs::write(folder.root.path().join("gazette/theme.toml"), MANIFEST.replace("mine", "gazette")).unwrap();
    let version =
        |directory: Option<&Path>| Theme::load("gazette", directory).unwrap().manifest().version.clone();
    assert_eq!(version(Some(folder.root.path())), "1.0.0");
    assert_ne!(version(None), "1.0.0");
}

#[test]
fn what_is_there_and_is_no_theme_is_an_error_and_not_the_shipped_one() {
    let root = TempDir::new().unwrap();
    let found = || Theme::load("gazette", Some(root.path()));
    fs::write(root.path().join("gazette"), "a file").unwrap();
    assert_eq!(found().unwrap_err().to_string(), ".: cannot be read: not a directory");
    fs::remove_file(root.path().join("gazette")).unwrap();
    fs::create_dir(root.path().join("gazette")).unwrap();
    let error = found().unwrap_err();
    assert_eq!(error.file, "theme.toml", "{error}");
    assert_eq!(error.message, "is missing", "{error}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("/etc/hostname", folder.root.path().join("mine/secret.txt")).unwrap();
    assert_eq!(folder.load().unwrap_err().to_string(), "secret.txt: is neither a file nor a folder");
}

#[test]
fn assets_have_addresses_that_change_with_them() {
    let folder = Folder::with_home("{{ asset(path=\"css/main.css\") }}");
    folder.write("assets/css/main.css", "a {}");
    let first = folder.render().unwrap();
    let theme = folder.load().unwrap();
    let asset = theme.asset("css/main.css").unwrap();
    assert_eq!((asset.bytes, asset.content_type), ("a {}".as_bytes(), "text/css; charset=utf-8"));
    assert_eq!(first, format!("/assets/mine/{}/css/main.css", asset.fingerprint));
    folder.write("assets/css/main.css", "b {}");
    assert_ne!(folder.render().unwrap(), first);
    for path in ["", "css", "/css/main.css", "../theme.toml", "css/../css/main.css"] {
        assert_eq!(theme.asset(path), None, "{path}");
    }
    folder.write("assets/page.html", "x");
    assert!(folder.load().unwrap_err().to_string().starts_with("assets/page.html: assets of this kind"));
}

#[test]
fn the_most_specific_template_shows_a_page() {
    let folder = Folder::new();
    let pages = Page::samples();
    let chosen = |folder: &Folder| -> Vec<String> {
        let theme = folder.load().unwrap();
        let mut names: Vec<String> = pages.iter().map(|page| theme.template_of(page)).collect();
        names.dedup();
        names
    };
    assert_eq!(chosen(&folder), ["home", "entry", "archive", "404", "error"]);
    for name in ["post", "page-hi", "tag", "author-sample", "post-archive"] {
        folder.write(&format!("templates/{name}.html"), "");
    }
    let expected = [
        "home",
        "post",
        "page-hi",
        "post",
        "page-hi",
        "tag",
        "archive",
        "author-sample",
        "tag",
        "post-archive",
        "tag",
        "404",
        "error",
    ];
    assert_eq!(chosen(&folder), expected);
}

#[test]
fn a_page_ends_at_its_limits() {
    let limit = |home: &str, limits: RenderLimits| {
        Folder::with_home(home).load().unwrap().render(&self::home(), Arc::new(Site), limits).unwrap_err()
    };
    let nested = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}x\
        {% endfor %}{% endfor %}{% endfor %}";
    let written = nested.replace('x', &"x".repeat(50));
    assert!(matches!(limit(&written, soon()), RenderError::OutputTooLarge { limit: 4_194_304 }));
    let silent = nested.replace('x', "");
    let past = RenderLimits::until(Instant::now());
    assert!(matches!(limit(&silent, past), RenderError::DeadlinePassed));
    let few = RenderLimits { steps: 40_000, ..soon() };
    assert!(matches!(limit(&silent, few), RenderError::OverBudget { what: "steps", limit: 40_000 }));
    let queries =
        "{% for a in range(end=51) %}{% set x = entry(type=\"post\", slug=\"there\") %}{% endfor %}";
    assert!(matches!(limit(queries, soon()), RenderError::OverBudget { what: "queries", limit: 50 }));
    let rows = "{% for a in range(end=21) %}{% set x = entries(type=\"post\", limit=100) %}{% endfor %}";
    assert!(matches!(limit(rows, soon()), RenderError::OverBudget { what: "rows", limit: 2_000 }));
    assert!(matches!(
        limit("{{ entries(type=\"broken\") }}", soon()),
        RenderError::Data(DataError::Failed(_))
    ));
}

#[test]
fn filters_do_not_make_much_out_of_little() {
    let wide = "x".repeat(2_000);
    let chained =
        format!("{{% set a = \"{wide}\" | replace(from=\"x\", to=\"{wide}\") %}}{{{{ a | length }}}}");
    assert!(mistake(&chained).contains("longer than 1048576 bytes"));
    let ten = "{{ \"xxxxxxxxxx\"".to_owned() + &" | replace(from=\"x\", to=\"xxxxxxxxxx\")".repeat(9) + " }}";
    assert!(mistake(&ten).contains("longer than 1048576 bytes"));
    let empty = format!("{{{{ \"{wide}\" | replace(from=\"\", to=\"{wide}\") }}}}");
    assert!(mistake(&empty).contains("longer than 1048576 bytes"));
    let joined = format!("{{{{ range(end=1000) | join(sep=\"{wide}\") }}}}");
    assert!(mistake(&joined).contains("longer than 1048576 bytes"));
    assert!(mistake("{{ range(end=1001) }}").contains("at most 1000 numbers"));
    assert!(mistake("{{ range(end=5, step_by=0) }}").contains("must not be 0"));
}

#[test]
fn a_render_that_failed_leaves_nothing_behind() {
    let theme = Folder::with_home("{{ entries(type=\"broken\") }}").load().unwrap();
    theme.render(&home(), Arc::new(Site), soon()).unwrap_err();
    check("{{ entries(type=\"post\") | length }}", "10");
}

#[test]
fn an_editor_chooses_among_the_templates_that_the_theme_offers() {
    let folder = Folder::new();
    let chosen = |folder: &Folder, wanted: &str| {
        let mut page = Page::samples().into_iter().find(|page| matches!(page, Page::Entry(_))).unwrap();
        if let Page::Entry(page) = &mut page {
            page.entry.template = Some(wanted.to_owned());
        }
        folder.load().unwrap().template_of(&page)
    };
    folder.write("templates/wide.html", "");
    assert_eq!(chosen(&folder, "wide"), "entry", "the theme does not offer it");
    folder.write("theme.toml", &format!("{MANIFEST}entry_templates = [\"wide\"]\n"));
    folder.write("templates/post.html", "");
    assert_eq!(chosen(&folder, "wide"), "wide");
    for other in ["error", "../wide", "home", ""] {
        assert_eq!(chosen(&folder, other), "post", "{other}");
    }
    folder.write("templates/post-a-day-at-the-printing-house.html", "");
    assert_eq!(chosen(&folder, "wide"), "post-a-day-at-the-printing-house");
    folder.write("theme.toml", &format!("{MANIFEST}entry_templates = [\"gone\"]\n"));
    assert!(folder.load().unwrap_err().to_string().contains("the template `gone`, which is missing"));
}

#[test]
fn an_index_stands_for_lists_and_the_front_page() {
    let folder = Folder::new();
    for name in ["home", "archive"] {
        fs::remove_file(folder.root.path().join(format!("mine/templates/{name}.html"))).unwrap();
    }
    assert!(folder.load().unwrap_err().to_string().contains("`index.html` also does"));
    folder.write("templates/index.html", "");
    let theme = folder.load().unwrap();
    let mut names: Vec<String> = Page::samples().iter().map(|page| theme.template_of(page)).collect();
    names.dedup();
    assert_eq!(names, ["index", "entry", "index", "404", "error"]);
}

#[test]
fn a_check_tells_every_mistake() {
    let folder = Folder::with_home("{{ a.b }}");
    folder.write("templates/entry.html", "{{ entry.titel }}");
    folder.write("templates/product.html", "{{ entry.titel }}{{ term.nam }}");
    folder.write("templates/tag-printing.html", "{{ term.name }}");
    let mistakes = folder.load().unwrap().mistakes(Instant::now() + Duration::from_mins(1));
    let files: Vec<&str> = mistakes.iter().map(|mistake| mistake.file.as_str()).collect();
    assert_eq!(
        files,
        ["templates/home.html", "templates/entry.html", "templates/product.html"],
        "{mistakes:?}"
    );
    assert!(mistakes.get(1).unwrap().to_string().contains("did you mean `title`?"), "{mistakes:?}");
}

#[test]
fn texts_come_in_the_language_of_the_page() {
    let folder = Folder::with_home(
        "{{ t(key=\"stories\", count=pagination.total) }} {{ t(key=\"hello\", name=\"<b>{name}\") }} {{ \"2026-03-01\" | date }} {{ 1234567.5 | number(decimals=1) }}",
    );
    folder.write(
        "locales/en.toml",
        "hello = \"Hello {name}\"\n[stories]\none = \"{count} story\"\nother = \"{count} stories\"\n",
    );
    folder.write(
        "locales/de.toml",
        "[stories]\none = \"{count} Beitrag\"\nother = \"{count} Beiträge\"\n[calendar]\ndate = \"%-d. %B %Y\"\n\
         months = [\"Januar\", \"Februar\", \"März\", \"April\", \"Mai\", \"Juni\", \"Juli\", \"August\", \"September\", \
         \"Oktober\", \"November\", \"Dezember\"]\n",
    );
    let shown = |language: &str| {
        let mut page = HomePage::samples().remove(0);
        page.shared.site.language = language.to_owned();
        folder.load().unwrap().render(&Page::Home(page), Arc::new(Site), soon()).unwrap()
    };
    assert_eq!(shown("en"), "240 stories Hello &lt;b&gt;{name} 1 March 2026 1,234,567.5");
    assert_eq!(shown("de-CH"), "240 Beiträge Hello &lt;b&gt;{name} 1. März 2026 1’234’567.5");
    assert_eq!(shown("xx"), shown("en"));
    for (words, expected) in [
        ("other = \"x\"", "locales/fr.toml: has the text `other`, which `en` has not"),
        ("hello = \"{nom}\"", "locales/fr.toml: `hello` has the place `{nom}`, which `en` has not"),
        ("a = 1", "locales/fr.toml: `a`: a text is text, or a table of forms"),
        ("a = ", "locales/fr.toml:1: "),
        ("[stories]\nsome = \"x\"", "locales/fr.toml: `stories`: `some` is none of"),
        ("[stories]\none = \"x\"", "locales/fr.toml: `stories`: the form `other` is missing"),
        ("[calendar]\nmonths = [\"a\"]", "locales/fr.toml: `calendar`: a year has twelve months"),
    ] {
        folder.write("locales/fr.toml", words);
        let found = folder.load().unwrap_err().to_string();
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn markdown_becomes_safe_html() {
    let shown = Folder::with_home("{{ \"*a* <script>b</script>\" | markdown }}").render().unwrap();
    assert!(shown.starts_with("<p><em>a</em>") && !shown.contains("script"), "{shown}");
}
