//! Every write of an existing thing needs the version that it is based on, and loses against whoever was first.

use futures::future::join_all;
use galley_tests::client::{Answer, Client};
use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use reqwest::Method;
use serde_json::{Value, json};

struct Write {
    method: Method,
    path: String,
    body: Option<Value>,
    /// Where the thing is read.
    read: String,
}

fn write(method: Method, path: impl Into<String>, body: Option<Value>, read: &str) -> Write {
    Write { method, path: path.into(), body, read: read.to_owned() }
}

async fn send(client: &Client, write: &Write, if_match: &[(&str, &str)]) -> Answer {
    client.send(write.method.clone(), &write.path, if_match, write.body.as_ref().map(Value::to_string)).await
}

/// One of each kind of thing, and all writes of it.
async fn all_writes(owner: &Client) -> Vec<Write> {
    let entry = json!({ "content_type": "post", "data": { "title": "One" } });
    let entry = owner.post("/admin/api/entries", &entry).await.expect_status(201).text_at("/id");
    let entry = format!("/admin/api/entries/{entry}");
    let draft = || Some(json!({ "data": { "title": "Two" } }));
    let mut writes = vec![
        write(Method::PATCH, &entry, draft(), &entry),
        write(Method::POST, format!("{entry}/autosave"), draft(), &entry),
        write(Method::POST, format!("{entry}/revisions/1/restore"), None, &entry),
        write(Method::DELETE, &entry, None, &entry),
    ];
    for verb in ["publish", "unpublish", "discard-draft", "trash", "untrash"] {
        writes.push(write(Method::POST, format!("{entry}/{verb}"), None, &entry));
    }
    let user = json!({ "name": "Ana", "email": "ana@example.org", "role": "editor", "password": PASSWORD });
    let user = owner.post("/admin/api/users", &user).await.expect_status(201).text_at("/id");
    let user = format!("/admin/api/users/{user}");
    writes.push(write(Method::PATCH, &user, Some(json!({ "name": "Eve" })), &user));
    writes.push(write(Method::DELETE, &user, None, &user));
    let file = ("file", "a.txt", b"plain words".as_slice());
    let asset = owner.upload("/admin/api/assets", file, &[]).await.expect_status(201).text_at("/id");
    let asset = format!("/admin/api/assets/{asset}");
    writes.push(write(Method::PATCH, &asset, Some(json!({ "name": "b.txt" })), &asset));
    writes.push(write(Method::DELETE, &asset, None, &asset));
    let settings = "/admin/api/settings";
    writes.push(write(Method::PATCH, settings, Some(json!({ "title": "Other" })), settings));
    writes
}

on_each_database! {
    async fn a_write_without_or_with_another_version_changes_nothing(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        for write in all_writes(&owner).await {
            let what = format!("{} {}", write.method, write.path);
            let before = owner.get(&write.read).await.expect_status(200);
            assert_eq!(send(&owner, &write, &[]).await.status, 428, "{what}");
            for wrong in ["*", "17", "W/\"17\"", "\"a\""] {
                assert_eq!(send(&owner, &write, &[("if-match", wrong)]).await.status, 400, "{what} {wrong}");
            }
            let refused = send(&owner, &write, &[("if-match", "\"999\"")]).await;
            assert_eq!(refused.status, 412, "{what}: {}", refused.text);
            assert_eq!(refused.at("/code"), "precondition_failed", "{what}");
            assert_eq!(refused.at("/current/version"), before.at("/version"), "{what}");
            assert!(refused.at("/current/data").is_object(), "{what}: {}", refused.text);
            assert_eq!(owner.get(&write.read).await.text, before.text, "{what}");
        }
    }

    async fn the_loser_sees_who_was_first_and_what_they_wrote(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (ana, ben) = (server.user("ana", "editor").await, server.user("ben", "editor").await);
        let entry = json!({ "content_type": "post", "data": { "title": "One" } });
        let entry = ana.post("/admin/api/entries", &entry).await.expect_status(201).text_at("/id");
        let path = format!("/admin/api/entries/{entry}");
        ana.patch(&path, 1, &json!({ "data": { "title": "Ana's" } })).await.expect_status(200);
        let lost = ben.patch(&path, 1, &json!({ "data": { "title": "Ben's" } })).await.expect_status(412);
        let ana_is = ana.get("/admin/api/session").await.text_at("/actor");
        assert_eq!(lost.at("/current/author"), ana_is);
        assert_eq!(lost.at("/current/data/title"), "Ana's");
        assert_eq!(lost.at("/current/version"), 2);
        ben.patch(&path, 2, &json!({ "data": { "title": "Ben's" } })).await.expect_status(200);
    }

    async fn of_fifty_writers_with_one_version_one_wins(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let writes = all_writes(&owner).await;
        let contested = ["/admin/api/entries", "/admin/api/users", "/admin/api/assets", "/admin/api/settings"];
        for start in contested {
            let patch = |write: &&Write| write.method == Method::PATCH && write.path.starts_with(start);
            let write = writes.iter().find(patch).expect("everything can be changed");
            let version = owner.get(&write.read).await.header("etag").expect("a version").to_owned();
            let based_on = [("if-match", version.as_str())];
            let answers = join_all((0..50).map(|_| send(&owner, write, &based_on))).await;
            let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
            assert_eq!((count(200), count(412)), (1, 49), "{start}");
        }
    }
}
