//! The way in: the first owner, signing in and out, and the list of devices.

use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use serde_json::{Value, json};

on_each_database! {
    async fn whoever_has_the_printed_token_becomes_the_owner(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let token = server.setup_token().expect("the start prints a token");
        let page = Client::of_page(&server.url(""));
        assert_eq!(page.get("/admin/api/setup").await.expect_status(200).json(), json!({ "open": true }));
        let setup = |token: &str, password: &str| {
            json!({
                "token": token, "name": "Ada", "email": "ada@example.org", "password": password,
                "site_title": "My site"
            })
        };
        page.post("/admin/api/setup", &setup("wrong", PASSWORD)).await.expect_status(401);
        page.post("/admin/api/setup", &setup(&token, "too short")).await.expect_status(422);
        let opened = page.post("/admin/api/setup", &setup(&token, PASSWORD)).await.expect_status(201);
        assert_eq!(opened.at("/role"), "owner");
        assert_eq!(page.get("/admin/api/session").await.at("/user/name"), "Ada");
        assert_eq!(page.get("/admin/api/settings").await.at("/title"), "My site");
        page.post("/admin/api/setup", &setup(&token, PASSWORD)).await.expect_status(401);
        assert_eq!(page.get("/admin/api/setup").await.json(), json!({ "open": false }));
    }

    async fn devices_are_listed_and_signed_out(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let ana = server.user("ana", "viewer").await;
        let ben = server.user("ben", "viewer").await;
        let id = ana.get("/admin/api/session").await.text_at("/user/id");
        let laptop = Client::of_page(&server.url(""));
        let remember = json!({ "email": "ana@example.org", "password": PASSWORD, "remember": true });
        laptop.post("/admin/api/session", &remember).await.expect_status(200);
        let path = format!("/admin/api/users/{id}/sessions");
        let devices = ana.get(&path).await.expect_status(200);
        assert_eq!(devices.at("/items").as_array().map(Vec::len), Some(2));
        let items = devices.at("/items");
        let remembered = items.as_array().into_iter().flatten().find(|device| device["remembered"] == true);
        let session = remembered.and_then(|device| device["id"].as_str()).expect("the laptop").to_owned();
        ben.get(&path).await.expect_status(403);
        ben.delete(&format!("{path}/{session}")).await.expect_status(403);
        let ben_is = ben.get("/admin/api/session").await.text_at("/user/id");
        ben.delete(&format!("/admin/api/users/{ben_is}/sessions/{session}")).await.expect_status(404);
        laptop.get("/admin/api/session").await.expect_status(200);
        ana.delete(&format!("{path}/{session}")).await.expect_status(204);
        laptop.get("/admin/api/session").await.expect_status(401);
        ana.get("/admin/api/session").await.expect_status(200);
        ana.delete(&format!("{path}/nothing")).await.expect_status(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_description_is_for_those_who_are_signed_in() {
    use galley_tests::database::{Backend, TestDatabase};
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    server.anonymous().get("/admin/api/openapi.json").await.expect_status(401);
    let viewer = server.token("viewer");
    let document = viewer.get("/admin/api/openapi.json").await.expect_status(200);
    assert_eq!(document.at("/openapi"), "3.1.0");
    let tag = document.header("etag").expect("a tag").to_owned();
    let again =
        viewer.send(reqwest::Method::GET, "/admin/api/openapi.json", &[("if-none-match", &tag)], None).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    let token = viewer.get("/admin/api/session").await.expect_status(200);
    assert_eq!((token.at("/user"), token.at("/role")), (Value::Null, json!("viewer")));
    assert_eq!(token.at("/permissions/edit_entries"), false);
}

on_each_database! {
    async fn a_session_confirms_its_password(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let ana = server.user("ana", "owner").await;
        let path = "/admin/api/session/confirmation";
        let wrong = ana.post(path, &json!({ "password": "something else entirely" })).await.expect_status(422);
        assert_eq!((wrong.at("/errors/0/path"), wrong.at("/errors/0/code")), (json!("/password"), json!("wrong_password")));
        let again = ana.post(path, &json!({ "password": PASSWORD })).await.expect_status(200);
        assert!(again.header("set-cookie").is_some());
        assert_eq!(ana.get("/admin/api/session").await.expect_status(200).at("/user/name"), "ana");
        server.token("owner").post(path, &json!({ "password": PASSWORD })).await.expect_status(409);
        server.anonymous().post(path, &json!({ "password": PASSWORD })).await.expect_status(401);
    }
}
