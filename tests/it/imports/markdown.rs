//! Folders of Markdown files.

use std::path::{Path, PathBuf};

use galley_app::AppError;
use galley_app::entries::Expected;
use galley_app::entries::save;
use galley_app::entries::trash::{self, TrashScope};
use galley_app::imports::markdown::Request;
use galley_app::imports::{FileReport, ImportReport, Naming, Outcome, markdown};
use galley_app::pages::{self, PageAnswer};
use galley_domain::locales::Locale;
use galley_domain::routes::RedirectStatus;
use galley_tests::app::TestApp;
use galley_tests::database::TestDatabase;
use galley_tests::on_each_database;
use serde_json::json;

use crate::entries::{input, state};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports").join(folder)
}

/// A copy that a test may change.
fn copy_of(folder: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    copy_into(&fixtures(folder), &copy.path().join(folder));
    copy
}

fn copy_into(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder is made");
    for item in std::fs::read_dir(from).expect("the fixture is there") {
        let item = item.expect("the fixture is readable");
        let target = to.join(item.file_name());
        if item.file_type().expect("a file has a type").is_dir() {
            copy_into(&item.path(), &target);
        } else {
            std::fs::copy(item.path(), target).expect("a file is copied");
        }
    }
}

async fn import(app: &TestApp, folder: &Path) -> ImportReport {
    import_as(app, folder, &Naming::default()).await.expect("the folder is imported")
}

async fn import_as(app: &TestApp, folder: &Path, naming: &Naming) -> Result<ImportReport, AppError> {
    let request = Request { naming: naming.clone(), ..Request::of_folder(folder) };
    markdown::run(&app.system(), &request, &mut |_, _| {}).await
}

fn file<'a>(report: &'a ImportReport, name: &str) -> &'a FileReport {
    report.files.iter().find(|file| file.file == name).unwrap_or_else(|| panic!("no answer for {name}"))
}

fn counts(report: &ImportReport) -> [usize; 5] {
    [Outcome::Imported, Outcome::Updated, Outcome::Unchanged, Outcome::Skipped, Outcome::Failed]
        .map(|outcome| report.count(outcome))
}

async fn get(app: &TestApp, path: &str) -> PageAnswer {
    pages::page(&app.anonymous(), path).await.expect("the site answers")
}

async fn html(app: &TestApp, path: &str) -> String {
    match get(app, path).await {
        PageAnswer::Html { page, .. } => page.html,
        other => panic!("{path} is no page: {other:?}"),
    }
}

on_each_database! {
    async fn a_zola_blog_keeps_its_dates_authors_and_addresses(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let report = import(&app, &fixtures("zola")).await;
        assert_eq!(counts(&report), [4, 0, 0, 1, 0], "{report}");
        assert_eq!(report.made.get("author"), Some(&3), "{report}");
        assert_eq!(file(&report, "_index.md").outcome, Outcome::Skipped);
        let roadmap = file(&report, "Scheduling-2021-Roadmap.md");
        assert_eq!(roadmap.path.as_deref(), Some("/blog/scheduling-2021-roadmap"));
        let draft = state(&app.editor(), roadmap.document.expect("an entry")).await.draft;
        assert_eq!(draft.data["featured"], false, "what a file does not say has its default");
        for old in ["/2020/09/21/Scheduling-2021-Roadmap", "/2020/09/21/Scheduling-2021-Roadmap/", "/2020/09/21/Scheduling-2021-Roadmap.html"] {
            let moved = PageAnswer::Moved {
                path: "/blog/scheduling-2021-roadmap".to_owned(),
                status: RedirectStatus::Moved,
            };
            assert_eq!(get(&app, old).await, moved, "{old}");
        }
        let page = html(&app, "/blog/scheduling-2021-roadmap").await;
        assert!(page.contains("2020-09-21T00:00:00.000Z") && page.contains("The Rust Core Team"), "{page}");
    }

    async fn generators_of_other_kinds_are_understood(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let jekyll = import(&app, &fixtures("jekyll")).await;
        assert_eq!(counts(&jekyll), [3, 0, 0, 0, 0], "{jekyll}");
        let metrics = file(&jekyll, "_articles/sa/metrics.md");
        let lasting = format!("(/go/{})", metrics.document.expect("it was imported"));
        let last_day = html(&app, "/blog/last-day").await;
        let written = file(&jekyll, "_posts/2015-12-31-last-day.md").document.expect("it was imported");
        let draft = state(&app.editor(), written).await.draft;
        assert!(draft.data["body"].as_str().is_some_and(|body| body.contains(&lasting)), "{:?}", draft.data);
        let path = metrics.path.as_deref().expect("it has a page");
        assert!(last_day.contains(&format!("href=\"{path}\"")), "{last_day}");
        assert!(last_day.contains("href=\"missing.md\"") && last_day.contains("/tag/two-words"), "{last_day}");
        let hugo = import(&app, &fixtures("hugo")).await;
        assert_eq!(counts(&hugo), [4, 0, 0, 0, 0], "{hugo}");
        assert!(matches!(get(&app, "/blog/first").await, PageAnswer::Missing { .. }), "a draft is not public");
        let notes = &file(&hugo, "content/posts/third/index.md").notes;
        assert!(notes.iter().any(|note| note.contains("John Roe")), "{notes:?}");
        assert_eq!(hugo.made.get("category"), None, "`News` was there under its slug");
        assert_eq!(hugo.unmapped.get("weight"), Some(&1));
    }

    async fn a_second_run_changes_only_what_changed(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let copy = copy_of("zola");
        let folder = copy.path().join("zola");
        import(&app, &folder).await;
        let again = import(&app, &folder).await;
        assert_eq!(counts(&again), [0, 0, 4, 1, 0], "{again}");
        assert!(again.made.is_empty(), "{again}");

        let roadmap = folder.join("Scheduling-2021-Roadmap.md");
        let text = std::fs::read_to_string(&roadmap).expect("the copy is readable");
        std::fs::write(&roadmap, text.replace("October 5th", "October 6th")).expect("the copy is written");
        app.wait_minutes(5);
        let changed = import(&app, &folder).await;
        assert_eq!(counts(&changed), [0, 1, 3, 1, 0], "{changed}");
        assert_eq!(file(&changed, "Scheduling-2021-Roadmap.md").path.as_deref(), Some("/blog/scheduling-2021-roadmap"));
        assert!(html(&app, "/blog/scheduling-2021-roadmap").await.contains("October 6th"));
    }

    async fn an_entry_that_was_edited_here_is_left_alone(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let copy = copy_of("zola");
        let folder = copy.path().join("zola");
        let first = import(&app, &folder).await;
        let name = "inside-rust/Welcome.md";
        let document = file(&first, name).document.expect("it was imported");
        app.wait_minutes(5);
        let edit = input(json!({ "title": "Ours" }));
        save::save(&app.editor(), document, &Locale::none(), Expected::Any, &edit).await.expect("it is saved");

        let unchanged = import(&app, &folder).await;
        assert_eq!(file(&unchanged, name).outcome, Outcome::Skipped, "{unchanged}");
        std::fs::write(folder.join(name), "# Theirs\n\nText.\n").expect("the copy is written");
        let changed = import(&app, &folder).await;
        assert_eq!(counts(&changed), [0, 0, 3, 2, 0], "{changed}");
        assert_eq!(state(&app.editor(), document).await.draft.data["title"], "Ours");

        trash::trash(&app.editor(), document, &TrashScope::Document, Expected::Any).await.expect("it goes to the trash");
        let trashed = import(&app, &folder).await;
        assert_eq!(file(&trashed, name).reason.as_deref(), Some("its entry is in the trash"), "{trashed}");
    }

    async fn each_bad_file_is_answered_with_its_line_and_the_rest_goes_in(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let report = import(&app, &fixtures("invalid")).await;
        assert_eq!(counts(&report), [1, 0, 0, 1, 8], "{report}");
        for (name, line, message) in [
            ("no-end.md", Some(1), "has no end"),
            ("broken-toml.md", Some(3), ""),
            ("key-twice.md", Some(3), "title"),
            ("broken-json.md", Some(1), ""),
            ("a-list.md", Some(2), "not a mapping"),
            ("no-date.md", Some(3), "`date` is not a date"),
            ("latin-1.md", None, "not UTF-8 at line 4"),
            ("nul.md", None, "NUL"),
        ] {
            let problem = &file(&report, name).problems[0];
            assert_eq!(problem.line, line, "{name}: {problem}");
            assert!(problem.message.contains(message), "{name}: {problem}");
        }
        assert_eq!(file(&report, "good.md").path.as_deref(), Some("/blog/good"));
    }
}

#[tokio::test]
async fn links_out_of_the_folder_are_not_followed() {
    let database =
        TestDatabase::on(galley_tests::database::Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::on(database).await;
    let copy = copy_of("zola");
    let folder = copy.path().join("zola");
    std::fs::write(copy.path().join("secret.md"), "# Secret\n").expect("a file is written");
    std::os::unix::fs::symlink(copy.path().join("secret.md"), folder.join("linked.md"))
        .expect("a link is made");
    std::os::unix::fs::symlink(copy.path(), folder.join("up")).expect("a link is made");
    let report = import(&app, &folder).await;
    for link in ["linked.md", "up"] {
        assert_eq!(file(&report, link).outcome, Outcome::Skipped, "{report}");
    }
    assert_eq!(report.count(Outcome::Imported), 4, "{report}");
}

#[tokio::test]
async fn only_those_who_may_import_do() {
    let database =
        TestDatabase::on(galley_tests::database::Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::blog_on(database).await;
    for (ctx, what) in [(app.editor(), "an editor"), (app.anonymous(), "a visitor")] {
        let refused = markdown::run(&ctx, &Request::of_folder(&fixtures("zola")), &mut |_, _| {}).await;
        assert!(
            matches!(refused, Err(AppError::Forbidden(_) | AppError::Unauthenticated)),
            "{what}: {refused:?}"
        );
    }
    let missing = import_as(&app, Path::new("/no/such/folder"), &Naming::default()).await;
    assert!(matches!(missing, Err(AppError::Input(_))), "{missing:?}");
}
