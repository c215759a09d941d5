//! Pictures and other files beside imported texts: into the library once, and links that follow.

use std::path::{Path, PathBuf};

use galley_app::assets::{self, AssetFilter};
use galley_app::imports::markdown::{self, Request, SiteAddress};
use galley_app::imports::{FileReport, ImportReport, Naming, Outcome};
use galley_app::pages::{self, PageAnswer};
use galley_app::paging::PageRequest;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;

/// A site with a picture beside a post, one in `static`, and a document.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().expect("a temporary folder"));
        site.copy("favicon.png", "content/posts/quay.png");
        site.copy("black-hole.jpg", "static/images/black hole.jpg");
        site.copy("dot.gif", "content/unused.gif");
        site.write("static/notes.pdf", b"%PDF-1.4\n%%EOF\n");
        site.write(
            "content/posts/first.md",
            b"---\ntitle: First\npath: /2020/first\n---\n\n![Quay](quay.png) and [notes](/notes.pdf#page=2)\n\n\
              ![Hole](https://old.example/images/black%20hole.jpg)\n\n[second](https://old.example/posts/second/#what-s-next)\n\n\
              ![Gone](gone.png) [up](../../../outside.png)\n",
        );
        site.write("content/posts/second.md", b"# Second\n\n## What's *next*?\n\n[back](first.md)\n");
        site
    }

    fn copy(&self, fixture: &str, file: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/images").join(fixture);
        self.write(file, &std::fs::read(from).expect("the fixture is there"));
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        let path = self.place(file);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder is made");
        std::fs::write(path, bytes).expect("a file is written");
    }

    fn place(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    async fn import(&self, app: &TestApp) -> ImportReport {
        let request = Request {
            directory: self.0.path().to_owned(),
            naming: Naming { name: Some("site".to_owned()), ..Naming::default() },
            site: Some(SiteAddress::parse("https://old.example/").expect("an address")),
        };
        markdown::run(&app.system(), &request, &mut |_, _| {}).await.expect("the folder is imported")
    }
}

fn file<'a>(report: &'a ImportReport, name: &str) -> &'a FileReport {
    report
        .files
        .iter()
        .find(|file| file.file == name)
        .unwrap_or_else(|| panic!("no answer for {name}: {report}"))
}

fn outcomes(report: &ImportReport) -> Vec<(&str, Outcome)> {
    report.files.iter().map(|file| (file.file.as_str(), file.outcome)).collect()
}

async fn html(app: &TestApp, path: &str) -> String {
    match pages::page(&app.anonymous(), path).await.expect("the site answers") {
        PageAnswer::Html { page, .. } => page.html,
        other => panic!("{path} is no page: {other:?}"),
    }
}

async fn library(app: &TestApp) -> usize {
    let all = PageRequest::after(None);
    assets::list(&app.system(), &AssetFilter::default(), &all).await.expect("the library").items.len()
}

on_each_database! {
    async fn files_go_to_the_library_once_and_links_follow(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let site = Site::new();
        let report = site.import(&app).await;
        let expected = [
            ("content/posts/first.md", Outcome::Imported),
            ("content/posts/quay.png", Outcome::Imported),
            ("content/posts/second.md", Outcome::Imported),
            ("content/unused.gif", Outcome::Skipped),
            ("static/images/black hole.jpg", Outcome::Imported),
            ("static/notes.pdf", Outcome::Imported),
        ];
        assert_eq!(outcomes(&report), expected, "{report}");
        let first = file(&report, "content/posts/first.md");
        assert_eq!(first.notes, [
            "line 12: `../../../outside.png` leads to nothing here",
            "line 12: `gone.png` leads to nothing here",
        ]);
        let page = html(&app, "/blog/first").await;
        for name in ["content/posts/quay.png", "static/images/black hole.jpg"] {
            let url = file(&report, name).path.as_deref().expect("an uploaded file has an address");
            assert!(page.contains(&format!("<img src=\"{url}\"")), "{name}: {page}");
        }
        let notes = file(&report, "static/notes.pdf").path.as_deref().expect("an address");
        assert!(page.contains(&format!("href=\"{notes}#page=2\"")), "{page}");
        assert!(page.contains("href=\"/blog/second#whats-next\""), "{page}");
        assert!(page.contains(" width=\"") && page.contains("src=\"gone.png\""), "{page}");
        let again = site.import(&app).await;
        assert!(outcomes(&again).iter().all(|(_, outcome)| matches!(outcome, Outcome::Unchanged | Outcome::Skipped)), "{again}");
        assert_eq!(library(&app).await, 3);
    }

    async fn a_changed_picture_is_shown_by_its_text(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let site = Site::new();
        let before = site.import(&app).await;
        let quay = "content/posts/quay.png";
        let mut other = std::fs::read(site.place(quay)).expect("the picture is there");
        // What stands behind the end of a picture makes other bytes and the same picture.
        other.extend(b"changed");
        site.write(quay, &other);
        let after = site.import(&app).await;
        assert_eq!(file(&after, quay).outcome, Outcome::Updated, "{after}");
        assert_eq!(file(&after, "content/posts/first.md").outcome, Outcome::Updated, "{after}");
        assert_eq!(file(&after, "static/notes.pdf").outcome, Outcome::Unchanged, "{after}");
        assert_ne!(file(&after, quay).path, file(&before, quay).path);
        let page = html(&app, "/blog/first").await;
        let url = file(&after, quay).path.as_deref().expect("an address");
        assert!(page.contains(&format!("<img src=\"{url}\"")), "{page}");
        assert_eq!(library(&app).await, 4);
    }

    async fn what_is_no_picture_for_the_library_is_answered_for(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let site = Site::new();
        site.write("content/posts/quay.png", b"MZ\x90\0\x03\0\0\0 a program");
        let report = site.import(&app).await;
        let refused = file(&report, "content/posts/quay.png");
        assert_eq!(refused.outcome, Outcome::Failed, "{report}");
        assert!(!refused.problems.is_empty());
        let first = file(&report, "content/posts/first.md");
        assert_eq!(first.outcome, Outcome::Imported);
        assert!(first.notes.contains(&"line 6: `quay.png` leads to nothing here".to_owned()), "{:?}", first.notes);
        assert!(html(&app, "/blog/first").await.contains("src=\"quay.png\""));
    }
}

#[cfg(unix)]
on_each_database! {
    async fn no_link_and_no_symbolic_link_leads_out_of_the_folder(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let outside = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(outside.path().join("secret.png"), b"secret").expect("a file is written");
        let site = Site::new();
        std::os::unix::fs::symlink(outside.path().join("secret.png"), site.place("content/posts/link.png")).expect("a link");
        std::os::unix::fs::symlink(outside.path(), site.place("content/posts/folder")).expect("a link");
        let absolute = outside.path().join("secret.png").display().to_string();
        let text = format!("# Third\n\n![a](link.png) ![b](folder/secret.png) ![c]({absolute}) ![d](..%2f..%2f..%2fetc%2fpasswd.png)\n");
        site.write("content/posts/third.md", text.as_bytes());
        let report = site.import(&app).await;
        assert_eq!(file(&report, "content/posts/link.png").reason.as_deref(), Some("a symbolic link"));
        assert_eq!(file(&report, "content/posts/third.md").notes.len(), 4, "{report}");
        assert_eq!(library(&app).await, 3);
    }
}
