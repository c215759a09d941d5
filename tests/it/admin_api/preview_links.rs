//! Preview links: a draft for whoever has the address, and nothing else for anybody.

use galley_tests::client::{Answer, Client};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

async fn draft(client: &Client, content_type: &str, data: &Value) -> Answer {
    let entry = json!({ "content_type": content_type, "data": data });
    client.post("/admin/api/entries", &entry).await.expect_status(201)
}

fn links_of(id: &str) -> String {
    format!("/admin/api/entries/{id}/preview-links")
}

/// The path of a link's address.
fn path_of(link: &Answer) -> String {
    let url = link.text_at("/url");
    let (_, token) = url.split_once("/preview/").expect("the address is one of a preview");
    format!("/preview/{token}")
}

/// The page of an answer, which names its request.
fn without_id(answer: &Answer) -> String {
    answer.text.replace(answer.header("x-request-id").unwrap_or_default(), "")
}

/// The token with another letter at a place.
fn changed(token: &str, place: usize) -> String {
    let other = |letter: char| if letter == 'A' { 'B' } else { 'A' };
    token.chars().enumerate().map(|(at, letter)| if at == place { other(letter) } else { letter }).collect()
}

on_each_database! {
    async fn a_link_shows_the_draft_as_it_is(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let tag = draft(&editor, "tag", &json!({ "name": "Hidden tag" })).await.text_at("/id");
        let author = draft(&editor, "author", &json!({ "name": "Ana Lei", "email": "ana@example.org" })).await;
        let publish = format!("/admin/api/entries/{}/publish", author.text_at("/id"));
        editor.act(&publish, author.number_at("/version")).await.expect_status(200);
        let data = json!({ "title": "Not <yet>", "body": "**Half** a", "tags": [tag], "author": author.at("/id") });
        let post = draft(&editor, "post", &data).await;
        let id = post.text_at("/id");
        let link = editor.post(&links_of(&id), &json!({})).await.expect_status(201);
        let path = path_of(&link);
        let page = server.anonymous().get(&path).await.expect_status(200);
        assert_eq!(page.header("cache-control"), Some("private, no-store"));
        assert_eq!(page.header("x-robots-tag"), Some("noindex"));
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(page.header("etag"), None);
        let text = &page.text;
        for shown in ["Not &lt;yet&gt;", "<strong>Half</strong>", "Ana Lei", "galley-preview", "noindex"] {
            assert!(text.contains(shown), "{shown} is not in {text}");
        }
        for hidden in ["Hidden tag", "ana@example.org", "rel=\"canonical\""] {
            assert!(!text.contains(hidden), "{hidden} is in {text}");
        }
        // Every save shows at once, and what is published does not change by it.
        let saved = editor.patch(&format!("/admin/api/entries/{id}"), 1, &json!({ "data": { "title": "Nearly" } })).await;
        let saved = saved.expect_status(200);
        assert!(server.anonymous().get(&path).await.text.contains("Nearly"));
        server.anonymous().get("/blog/not-yet").await.expect_status(404);
        editor.act(&format!("/admin/api/entries/{id}/publish"), saved.number_at("/version")).await.expect_status(200);
        let version = editor.get(&format!("/admin/api/entries/{id}")).await.number_at("/version");
        let later = json!({ "data": { "title": "Second thoughts" } });
        editor.patch(&format!("/admin/api/entries/{id}"), version, &later).await.expect_status(200);
        let previewed = server.anonymous().get(&path).await.expect_status(200).text;
        assert!(previewed.contains("Second thoughts"), "{previewed}");
        let live = server.anonymous().get("/blog/not-yet").await.expect_status(200);
        assert!(live.text.contains("Nearly") && !live.text.contains("Second thoughts"), "{}", live.text);
        assert!(!live.text.contains("galley-preview") && live.header("x-robots-tag").is_none());
        // A draft without anything in it is a page all the same.
        let empty = draft(&editor, "post", &json!({})).await.text_at("/id");
        let link = editor.post(&links_of(&empty), &json!({})).await.expect_status(201);
        server.anonymous().get(&path_of(&link)).await.expect_status(200);
    }

    async fn what_is_no_link_any_more_is_one_404(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let post = draft(&editor, "post", &json!({ "title": "One" })).await;
        let id = post.text_at("/id");
        let link = editor.post(&links_of(&id), &json!({ "expires_in_minutes": 60 })).await.expect_status(201);
        let path = path_of(&link);
        let anonymous = server.anonymous();
        anonymous.get(&path).await.expect_status(200);
        let nothing = anonymous.get("/preview/x").await.expect_status(404);
        let token = path.trim_start_matches("/preview/");
        let mut tokens: Vec<String> =
            [0, 45, 70, token.len() - 3].into_iter().map(|place| changed(token, place)).collect();
        tokens.push(format!("{token}A"));
        tokens.push(token.chars().take(token.len() - 4).collect());
        tokens.push("A".repeat(4_000));
        let wrong: Vec<String> = tokens.iter().map(|token| format!("/preview/{token}")).collect();
        for path in &wrong {
            let refused = anonymous.get(path).await;
            assert_eq!((refused.status, without_id(&refused)), (nothing.status, without_id(&nothing)), "{path}");
        }
        anonymous.get("/preview").await.expect_status(404);
        anonymous.get("/preview/").await.expect_status(404);
        // Trashed, it shows nothing; back from the trash it does.
        let at = |verb: &str| format!("/admin/api/entries/{id}/{verb}");
        let trashed = editor.act(&at("trash"), post.number_at("/version")).await.expect_status(200);
        anonymous.get(&path).await.expect_status(404);
        editor.post(&links_of(&id), &json!({})).await.expect_status(409);
        editor.act(&at("untrash"), trashed.number_at("/version")).await.expect_status(200);
        anonymous.get(&path).await.expect_status(200);
        // Taken back, it is gone, and a page that is no link is as little.
        let one = format!("{}/{}", links_of(&id), link.text_at("/id"));
        editor.send(Method::DELETE, &one, &[], None).await.expect_status(204);
        let gone = anonymous.get(&path).await.expect_status(404);
        assert_eq!(without_id(&gone), without_id(&nothing));
        editor.send(Method::DELETE, &one, &[], None).await.expect_status(404);
    }

    async fn only_who_reads_the_draft_makes_links_to_it(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let id = draft(&editor, "post", &json!({ "title": "One" })).await.text_at("/id");
        let other = draft(&editor, "post", &json!({ "title": "Two" })).await.text_at("/id");
        server.anonymous().post(&links_of(&id), &json!({})).await.expect_status(401);
        for (wrong, pointer) in [
            (json!({ "expires_in_minutes": 0 }), "/expires_in_minutes"),
            (json!({ "expires_in_minutes": 1_441 }), "/expires_in_minutes"),
            (json!({ "expires_in_minutes": -1 }), "/expires_in_minutes"),
            (json!({ "expires_at": "2030-01-01" }), "/expires_at"),
        ] {
            let refused = editor.post(&links_of(&id), &wrong).await.expect_status(422);
            assert_eq!(refused.at("/errors/0/path"), pointer, "{wrong}");
        }
        editor.post(&links_of("00000000000000000000000000"), &json!({})).await.expect_status(404);
        editor.post(&format!("{}?locale=fr", links_of(&id)), &json!({})).await.expect_status(400);
        let viewer = server.token("viewer");
        let own = viewer.post(&links_of(&id), &json!({})).await.expect_status(201);
        let link = editor.post(&links_of(&id), &json!({})).await.expect_status(201);
        let list = viewer.get(&links_of(&id)).await.expect_status(200);
        assert_eq!((list.at("/items/0/id"), list.at("/items/1/url")), (own.at("/id"), link.at("/url")));
        assert_eq!(viewer.get(&links_of(&other)).await.at("/items"), json!([]));
        // A link is found at its entry only, and taken back by who made it or may edit the entry.
        let at = |document: &str, link: &Answer| format!("{}/{}", links_of(document), link.text_at("/id"));
        viewer.send(Method::DELETE, &at(&id, &link), &[], None).await.expect_status(403);
        editor.send(Method::DELETE, &at(&other, &own), &[], None).await.expect_status(404);
        viewer.send(Method::DELETE, &at(&id, &own), &[], None).await.expect_status(204);
        editor.send(Method::DELETE, &at(&id, &link), &[], None).await.expect_status(204);
        assert_eq!(viewer.get(&links_of(&id)).await.at("/items"), json!([]));
    }
}
