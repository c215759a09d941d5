//! What one publication drops of many kept answers: every one that became another, and as few others as possible.
#![expect(clippy::print_stdout, reason = "printing the figures is what this is for")]

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::{Context, Result, ensure};
use galley_tests::client::{Answer, Client};
use reqwest::Method;
use serde_json::json;

use crate::arguments::{Content, Keeping};
use crate::process::{Home, Server};

const PAGE: usize = 100;

/// A kept answer and what it said.
struct Kept {
    path: String,
    said: u64,
}

/// Fills the site, keeps so many answers, publishes one post, and prints what happened to them.
pub(crate) async fn measure(content: &Content, wanted: usize) -> Result<()> {
    let home = Home::new()?;
    home.seed(content)?;
    let token = home.galley(&["token", "create", "--name", "bench", "--role", "editor"])?;
    let server = Server::start(&home, Keeping::On).await?;
    let reader = Client::new(&format!("http://{}", server.address));
    let mut kept = Vec::new();
    for path in paths(&reader, wanted).await? {
        let said = said(&reader.get(&path).await);
        if is_hit(&reader.get(&path).await) {
            kept.push(Kept { path, said });
        }
    }
    let tags = reader.get("/api/tags?fields=slug&pagination[pageSize]=3").await.json();
    let tags: Vec<_> = tags["data"].as_array().into_iter().flatten().map(|tag| &tag["documentId"]).collect();
    let post = json!({ "data": { "title": "News of today", "body": "Something happened.", "tags": tags } });
    let written = reader.clone().with_token(&token).post("/api/posts", &post).await;
    ensure!(written.status == 201, "nothing was published: {}", written.text);

    let (mut changed, mut dropped, mut in_vain, mut missed) = (0, 0, 0, Vec::new());
    for Kept { path, said: before } in &kept {
        let now = reader.get(path).await;
        let fresh = said(&fresh(&reader, path).await);
        changed += usize::from(fresh != *before);
        if !is_hit(&now) {
            dropped += 1;
            in_vain += usize::from(fresh == *before);
        } else if said(&now) != fresh {
            missed.push(path);
        }
    }
    println!("\n## One publication beside {} kept answers\n", kept.len());
    println!(
        "{changed} became another; {dropped} were dropped, {in_vain} of them in vain; {} were missed",
        missed.len()
    );
    ensure!(missed.is_empty(), "kept although they changed: {missed:?}");
    Ok(())
}

/// Pages of posts and of lists, and the same from the content API.
async fn paths(reader: &Client, wanted: usize) -> Result<Vec<String>> {
    let mut paths = BTreeSet::from(["/".to_owned(), "/feed.xml".to_owned(), "/api/posts".to_owned()]);
    let tags = reader.get(&format!("/api/tags?fields=slug&pagination[pageSize]={PAGE}")).await.json();
    for tag in tags["data"].as_array().into_iter().flatten().filter_map(|tag| tag["slug"].as_str()) {
        paths.insert(format!("/tag/{tag}"));
        paths.insert(format!("/api/posts?filters[tags][slug][$eq]={tag}&sort=publishedAt:desc"));
    }
    for page in 1.. {
        let list = format!("/api/posts?fields=slug&pagination[page]={page}&pagination[pageSize]={PAGE}");
        let posts = reader.get(&list).await.json();
        let posts = posts["data"].as_array().context("a list of posts")?;
        paths.insert(list);
        paths.insert(format!("/page/{}", page + 1));
        for post in posts {
            let slug = post["slug"].as_str().context("a slug")?;
            let document = post["documentId"].as_str().context("a document")?;
            paths.insert(format!("/blog/{slug}"));
            paths.insert(format!("/api/posts/{document}?populate=*"));
            paths.insert(format!("/api/posts?filters[slug][$eq]={slug}&populate=author"));
        }
        if posts.len() < PAGE || paths.len() >= wanted {
            break;
        }
    }
    Ok(paths.into_iter().take(wanted).collect())
}

/// The answer that nobody kept: a page is made anew for whoever has a session, and the content API ignores what it does
/// not know.
async fn fresh(reader: &Client, path: &str) -> Answer {
    if path.starts_with("/api/") {
        let separator = if path.contains('?') { '&' } else { '?' };
        reader.get(&format!("{path}{separator}unknown[one]=1")).await
    } else {
        reader.send(Method::GET, path, &[("cookie", "galley=none")], None).await
    }
}

fn is_hit(answer: &Answer) -> bool {
    answer.header("cache-status").is_some_and(|status| status.starts_with("galley; hit"))
}

fn said(answer: &Answer) -> u64 {
    let mut hasher = DefaultHasher::new();
    (answer.status.as_u16(), &answer.text).hash(&mut hasher);
    hasher.finish()
}
