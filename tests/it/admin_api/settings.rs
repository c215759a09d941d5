//! The site's settings.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::json;

on_each_database! {
    async fn settings_are_changed_by_part(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let path = "/admin/api/settings";
        let before = admin.get(path).await.expect_status(200);
        let version = before.number_at("/version");
        let patch = json!({ "title": "My site", "locales": ["en", "pt-BR"], "time_zone": "Europe/Vienna" });
        let after = admin.patch(path, version, &patch).await.expect_status(200);
        assert_eq!(after.at("/title"), "My site");
        assert_eq!(after.at("/locales"), json!(["en", "pt-BR"]));
        assert_eq!(after.at("/description"), before.at("/description"));
        for (wrong, pointer) in [
            (json!({ "title": "" }), "/title"),
            (json!({ "title": null }), "/title"),
            (json!({ "locales": [] }), "/locales"),
            (json!({ "locales": ["en", "EN!"] }), "/locales/1"),
            (json!({ "time_zone": "Mars/Olympus" }), "/time_zone"),
            (json!({ "theme": "x" }), "/theme"),
        ] {
            let refused = admin.patch(path, version + 1, &wrong).await;
            assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
            assert_eq!(refused.at("/errors/0/path"), pointer, "{wrong}");
        }
        assert_eq!(admin.get(path).await.at("/version"), version + 1);
    }
}
