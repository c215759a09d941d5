//! Folders that were not made by a person with good intentions: each piece is answered for, and nothing else suffers.

use std::fmt::Write as _;
use std::path::Path;

use galley_app::imports::markdown::Request;
use galley_app::imports::{ImportReport, Naming, Outcome, markdown};
use galley_tests::app::TestApp;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;

struct Folder(tempfile::TempDir);

impl Folder {
    /// With one good file.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        folder.write("good.md", "# Good\n\nText.\n");
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.path().join(file);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder is made");
        std::fs::write(path, text).expect("a file is written");
    }

    async fn import(&self, app: &TestApp) -> ImportReport {
        let naming = Naming { name: Some("hostile".to_owned()), ..Naming::default() };
        let request = Request { naming, ..Request::of_folder(self.path()) };
        let report = markdown::run(&app.system(), &request, &mut |_, _| {}).await;
        report.expect("the folder is imported")
    }
}

/// What was said of a file, and that it did not get in.
fn said(report: &ImportReport, file: &str) -> String {
    let found = report.files.iter().find(|found| found.file == file);
    let found = found.unwrap_or_else(|| panic!("no answer for {file}: {report}"));
    assert!(matches!(found.outcome, Outcome::Failed | Outcome::Skipped), "{found:?}");
    let problems = found.problems.iter().map(ToString::to_string);
    problems.chain(found.reason.clone()).collect::<Vec<_>>().join("; ")
}

/// A list of lists of lists, each ten times the one before.
fn laughs() -> String {
    let mut text = "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let inner = format!("*a{},", level - 1).repeat(10);
        writeln!(text, "a{level}: &a{level} [{inner}]").expect("writing to a string does not fail");
    }
    text.push_str("---\ntext\n");
    text
}

on_each_database! {
    async fn bad_files_are_told_one_by_one(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let folder = Folder::new();
        let deep = vec!["d"; 34].join("/");
        let long = vec!["n".repeat(100); 6].join("/");
        folder.write(&format!("{deep}/deep.md"), "# Deep");
        folder.write(&format!("{long}/long.md"), "# Long");
        folder.write(&format!("{}.md", "w".repeat(252)), "# Wide");
        folder.write("laughs.md", &laughs());
        folder.write("year-0.md", "---\ntitle: Early\ndate: 0000-01-01\n---\nText\n");
        folder.write("year-9999.md", "---\ntitle: Late\ndate: 9999-12-30\n---\nText\n");
        folder.write("year-10000.md", "---\ntitle: Too late\ndate: 10000-01-01\n---\nText\n");
        folder.write("open.md", "---\ntitle: Open\n\nText\n");
        let large = std::fs::File::create(folder.path().join("large.md")).expect("a file is made");
        large.set_len(50 * 1024 * 1024).expect("a file has a length");

        let report = folder.import(&app).await;
        assert_eq!(report.count(Outcome::Imported), 3, "good, wide and late: {report}");
        for (file, words) in [
            (format!("{}/", vec!["d"; 33].join("/")).as_str(), "nested too deep"),
            (&format!("{long}/long.md"), "path is too long"),
            ("laughs.md", "aliases"),
            ("year-0.md", "line 3: `date` is not a date from 0001-01-01"),
            ("year-10000.md", "to 9999-12-30"),
            ("open.md", "has no end"),
            ("large.md", "too large: at most 4194304 bytes"),
        ] {
            let said = said(&report, file);
            assert!(said.contains(words), "{file}: {said}");
        }
        let again = folder.import(&app).await;
        assert_eq!(again.count(Outcome::Unchanged), 3, "{again}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn links_that_loop_or_lead_nowhere_are_passed_over() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::on(database).await;
    let folder = Folder::new();
    for (name, target) in [("loop", folder.path().to_path_buf()), ("lost.md", "nowhere.md".into())] {
        std::os::unix::fs::symlink(target, folder.path().join(name)).expect("a link is made");
    }
    let report = folder.import(&app).await;
    assert_eq!(report.count(Outcome::Imported), 1, "{report}");
    for link in ["loop", "lost.md"] {
        assert_eq!(said(&report, link), "a symbolic link");
    }
}
