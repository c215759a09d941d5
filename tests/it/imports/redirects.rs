//! Redirects from a table: every line is answered, and the same table again changes nothing.

use galley_app::redirects::{self, LineOutcome, RedirectInput, RedirectsReport};
use galley_app::{AppError, Ctx};
use galley_domain::roles::Role;
use galley_domain::routes::RedirectStatus;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

use crate::entries::create_published;

async fn import(ctx: &Ctx, table: &str) -> RedirectsReport {
    redirects::import(ctx, table).await.expect("it is a table")
}

fn outcomes(report: &RedirectsReport) -> Vec<(usize, LineOutcome, Option<&str>)> {
    report.lines.iter().map(|line| (line.line, line.outcome, line.to.as_deref())).collect()
}

on_each_database! {
    async fn lines_are_set_changed_left_and_refused(database: TestDatabase) {
        use LineOutcome::{Changed, Created, Refused, Unchanged};
        let test = TestApp::blog_on(database).await;
        let ctx = test.system();
        create_published(&test.editor(), "page", json!({ "title": "There", "slug": "there" })).await;
        let old = RedirectInput { from: "/old".into(), to: Some("/x".into()), status: RedirectStatus::Moved };
        redirects::create(&ctx, &old).await.expect("it is free");
        let table = "to,from,status\r\n\
                     /there,/a,\r\n\
                     /there,/old,302\r\n\
                     ,/gone,410\r\n\
                     /x,/there,301\r\n\
                     /x,/admin,301\r\n\
                     \"https://example.org/?a=1,2\",/b,308\r\n\
                     /x,/a,301\r\n\
                     /x,/c,418\r\n\
                     /x\r\n";
        let report = import(&ctx, table).await;
        let expected = [
            (2, Created, Some("/there")),
            (3, Changed, Some("/there")),
            (4, Created, None),
            (5, Refused, None),
            (6, Refused, None),
            (7, Created, Some("https://example.org/?a=1,2")),
            (8, Refused, None),
            (9, Refused, None),
            (10, Refused, None),
        ];
        assert_eq!(outcomes(&report), expected, "{report:#?}");
        assert!(report.lines[3].note.as_deref().is_some_and(|note| note.contains("There")), "{report:#?}");
        let again = import(&ctx, table).await;
        assert_eq!((again.created, again.changed, again.unchanged, again.refused), (0, 0, 4, 5));
        assert_eq!(again.lines[0].outcome, Unchanged);
        let table = redirects::export(&ctx).await.expect("a table");
        let back = import(&ctx, &table).await;
        assert_eq!((back.unchanged, back.lines.len()), (4, 4), "what is written is read back: {table}");
    }

    async fn chains_lead_to_their_end_and_circles_nowhere(database: TestDatabase) {
        use LineOutcome::{Created, Refused, Unchanged};
        let test = TestApp::blog_on(database).await;
        let ctx = test.system();
        let table = "from,to,status\n/a,/b\n/a,/b,\n/b,/c,\n/c,/d,\n/e,/f,\n/f,/g,\n/g,/e,\n/h,/h,\n/i,/e,\n";
        let report = import(&ctx, table).await;
        let expected = [
            (2, Refused, None),
            (3, Created, Some("/d")),
            (4, Created, Some("/d")),
            (5, Created, Some("/d")),
            (6, Refused, None),
            (7, Refused, None),
            (8, Refused, None),
            (9, Refused, None),
            (10, Refused, None),
        ];
        assert_eq!(outcomes(&report), expected, "{report:#?}");
        assert!(report.lines[1].note.is_some(), "a line that leads elsewhere than it says is told");
        let report = import(&ctx, "from,to\n/z,/a\n/a,/d\n").await;
        assert_eq!(outcomes(&report), [(2, Created, Some("/d")), (3, Unchanged, Some("/d"))]);
    }

    async fn many_lines_go_in_batches_and_not_beyond_the_limit(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.system();
        let table = |from: usize, to: usize| {
            (from..to).fold("from,to\n".to_owned(), |table, number| format!("{table}/old/{number},/\n"))
        };
        let report = import(&ctx, &table(0, 1_200)).await;
        assert_eq!((report.created, report.refused), (1_200, 0));
        let report = import(&ctx, &table(1_000, 1_300)).await;
        assert_eq!((report.created, report.unchanged, report.refused), (100, 200, 0));
        let too_many = redirects::import(&ctx, &table(0, 10_001)).await;
        assert!(matches!(too_many, Err(AppError::Input(_))), "{too_many:?}");
    }

    async fn only_who_manages_the_site_may_and_only_tables(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let refused = redirects::import(&test.editor(), "from,to\n").await;
        assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
        let refused = redirects::export(&test.user(1, Role::Viewer)).await;
        assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
        for table in ["", "from\n/a", "a,b\n", "from,to,note\n", "from,to\n\"/a,/b\n"] {
            let refused = redirects::import(&test.system(), table).await;
            assert!(matches!(refused, Err(AppError::Input(_))), "{table:?}: {refused:?}");
        }
    }

    async fn the_commands_print_what_they_did(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let visitor = server.anonymous();
        visitor.get("/old").await.expect_status(404);
        let file = server.data_folder().join("redirects.csv");
        std::fs::write(&file, "from,to\n/old,/blog\n/admin,/\n").expect("the file is written");
        let run = server.run(&["import", "redirects", &file.display().to_string(), "--json"]);
        assert!(!run.status.success(), "a line was refused");
        let report: Value = serde_json::from_slice(&run.stdout).expect("one document");
        assert_eq!((&report["created"], &report["lines"][1]["outcome"]), (&json!(1), &json!("refused")));
        for _ in 0..50 {
            if visitor.get("/old").await.status == 301 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(visitor.get("/old").await.expect_status(301).header("location"), Some("/blog"));
        assert_eq!(server.run_well(&["export", "redirects"]), "from,to,status\r\n/old,/blog,301");
        server.run_well(&["verify", "--json"]);
    }
}
