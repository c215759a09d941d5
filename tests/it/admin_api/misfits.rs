//! A body of the wrong shape: everything in it that does not fit is named at once.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

fn refused(errors: &Value) -> Vec<String> {
    let errors = errors.as_array().expect("a list of errors");
    let mut found: Vec<String> = errors
        .iter()
        .map(|error| {
            format!("{} {}", error["path"].as_str().unwrap_or(""), error["code"].as_str().unwrap_or(""))
        })
        .collect();
    found.sort();
    found
}

on_each_database! {
    async fn all_misfits_of_a_body_are_listed(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let user = json!({ "name": 1, "role": "king", "is_admin": true });
        let answer = owner.post("/admin/api/users", &user).await.expect_status(422);
        assert_eq!(
            refused(&answer.at("/errors")),
            ["/email required", "/is_admin unknown_field", "/name wrong_kind", "/password required", "/role not_an_option"]
        );
        let settings = json!({
            "title": null, "entries_per_feed": "x", "routes": { "lists": [{ "path": 1 }, { "type": "post", "a": 1 }] },
        });
        let answer = owner.patch("/admin/api/settings", 0, &settings).await.expect_status(422);
        assert_eq!(
            refused(&answer.at("/errors")),
            [
                "/entries_per_feed wrong_kind",
                "/routes/lists/0/path wrong_kind",
                "/routes/lists/0/type required",
                "/routes/lists/1/a unknown_field",
                "/routes/lists/1/path required",
                "/title wrong_kind",
            ]
        );
        let unchanged = owner.get("/admin/api/settings").await.expect_status(200);
        assert_eq!(unchanged.at("/version"), 0);
    }

    async fn at_most_a_hundred_are_listed(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let locales: Vec<u32> = (0..1_000).collect();
        let answer = owner.patch("/admin/api/settings", 0, &json!({ "locales": locales })).await.expect_status(422);
        assert_eq!(refused(&answer.at("/errors")).len(), 100);
    }
}
