//! The name under which an import remembers what it made, and the place that the name belongs to.

use std::path::{Path, PathBuf};

use galley_app::AppError;
use galley_app::imports::markdown::Request;
use galley_app::imports::{ImportReport, Naming, OtherPlace, Outcome, markdown};
use galley_tests::app::TestApp;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;

/// A folder `posts` of its own, with one file of this title.
fn folder(title: &str) -> (tempfile::TempDir, PathBuf) {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().canonicalize().expect("it is there").join("posts");
    std::fs::create_dir(&folder).expect("a folder is made");
    std::fs::write(folder.join("hello.md"), format!("# {title}\n\nText.\n")).expect("a file is written");
    (parent, folder)
}

async fn import(app: &TestApp, folder: &Path, naming: &Naming) -> Result<ImportReport, AppError> {
    let request = Request { naming: naming.clone(), ..Request::of_folder(folder) };
    markdown::run(&app.system(), &request, &mut |_, _| {}).await
}

fn named(name: &str) -> Naming {
    Naming { name: Some(name.to_owned()), ..Naming::default() }
}

fn moved() -> Naming {
    Naming { other_place: OtherPlace::Moved, ..Naming::default() }
}

fn refusal(outcome: Result<ImportReport, AppError>) -> String {
    match outcome {
        Err(AppError::Input(sentence)) => sentence,
        other => panic!("it is not refused: {other:?}"),
    }
}

on_each_database! {
    async fn another_folder_of_the_same_name_is_refused_before_anything_is_written(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ((_a, ours), (_b, theirs)) = (folder("Ours"), folder("Theirs"));
        let first = import(&app, &ours, &Naming::default()).await.expect("the first is imported");
        let told = refusal(import(&app, &theirs, &Naming::default()).await);
        for part in [&ours.display().to_string(), &theirs.display().to_string(), "--as NAME", "--moved"] {
            assert!(told.contains(part), "{told}");
        }
        let again = import(&app, &ours, &Naming::default()).await.expect("the first is still the first");
        assert_eq!(again.count(Outcome::Unchanged), 1, "{again}");
        assert_eq!(again.files[0].document, first.files[0].document);
    }

    async fn a_name_of_its_own_keeps_two_folders_apart(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ((_a, ours), (_b, theirs)) = (folder("Ours"), folder("Theirs"));
        let first = import(&app, &ours, &Naming::default()).await.expect("the first is imported");
        let second = import(&app, &theirs, &named("theirs")).await.expect("the second is imported");
        assert_eq!(second.source, "markdown:theirs");
        assert_eq!(second.count(Outcome::Imported), 1, "{second}");
        assert_ne!(first.files[0].document, second.files[0].document);
        let told = refusal(import(&app, &ours, &named("theirs")).await);
        assert!(told.contains("`theirs` was imported from"), "{told}");
    }

    async fn a_folder_that_moved_is_the_same_source_from_then_on(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ((_a, old), (_b, new)) = (folder("Same"), folder("Same"));
        import(&app, &old, &Naming::default()).await.expect("it is imported");
        let after = import(&app, &new, &moved()).await.expect("it has moved");
        assert_eq!(after.count(Outcome::Unchanged), 1, "{after}");
        import(&app, &new, &Naming::default()).await.expect("the new place is remembered");
        refusal(import(&app, &old, &Naming::default()).await);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn one_folder_under_two_paths_is_one_place() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::on(database).await;
    let (parent, posts) = folder("Hello");
    import(&app, &posts, &Naming::default()).await.expect("it is imported");
    let link = parent.path().join("link");
    std::os::unix::fs::symlink(&posts, &link).expect("a link is made");
    let again = import(&app, &link, &Naming::default()).await.expect("it is the same folder");
    assert_eq!(again.count(Outcome::Unchanged), 1, "{again}");
    let dots = posts.join("../posts/.");
    import(&app, &dots, &Naming::default()).await.expect("it is the same folder");
}

#[tokio::test]
async fn what_is_no_folder_or_empty_is_refused_before_anything_is_written() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::on(database).await;
    let (parent, posts) = folder("Hello");
    let told = refusal(import(&app, &posts.join("hello.md"), &Naming::default()).await);
    assert!(told.contains("hello.md` is not a folder"), "{told}");
    let empty = parent.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder is made");
    let told = refusal(import(&app, &empty, &Naming::default()).await);
    assert!(told.contains("there is no file in"), "{told}");
    assert_eq!(app.app.model().types().count(), 0, "not even the starter");
}

#[tokio::test]
async fn names_that_cannot_be_kept_are_refused() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::on(database).await;
    let (parent, posts) = folder("Hello");
    for (name, problem) in
        [("", "empty"), (" ", "empty"), ("a\nb", "control"), ("n".repeat(201).as_str(), "200 characters")]
    {
        let told = refusal(import(&app, &posts, &named(name)).await);
        assert!(told.contains(problem), "{name:?}: {told}");
    }
    let long = parent.path().join("n".repeat(255));
    std::fs::rename(&posts, &long).expect("the folder is renamed");
    let told = refusal(import(&app, &long, &Naming::default()).await);
    assert!(told.contains("200 characters") && told.contains("--as NAME"), "{told}");
    import(&app, &long, &named("short")).await.expect("another name helps");
}
