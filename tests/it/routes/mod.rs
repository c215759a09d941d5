//! Which path leads where: what a request may ask, and what becomes of paths when settings change.

mod patterns;
mod requests;
mod settings;

use galley_app::content_types;
use galley_app::routes::{Resolved, resolve};
use galley_domain::schema::file::Source;
use galley_tests::app::TestApp;
use serde_json::{Value, json};

/// `to /path`, the id of the document that is there, `list` or nothing.
async fn at(test: &TestApp, path: &str) -> String {
    let snapshot = test.app.store.snapshot().await.expect("a snapshot");
    match resolve(&snapshot, &test.app.model(), path).await.expect("a look-up") {
        Resolved::Entry { document, .. } | Resolved::Term { document, .. } => document.to_string(),
        Resolved::Redirect { to, .. } => format!("to {to}"),
        Resolved::List { .. } => "list".to_owned(),
        Resolved::Feed { .. } => "feed".to_owned(),
        Resolved::Markdown { document, .. } => format!("text of {document}"),
        Resolved::Missing { .. } => String::new(),
        Resolved::Gone { .. } => "gone".to_owned(),
    }
}

/// A public type whose title and slug each locale has for itself.
async fn apply_guides(test: &TestApp, route: &str) {
    let localized = json!({ "i18n": { "localized": true } });
    let with = |field: Value| {
        let mut field = field;
        field["pluginOptions"] = localized.clone();
        field
    };
    let text = json!({
        "kind": "collectionType",
        "collectionName": "guides",
        "info": { "singularName": "guide", "pluralName": "guides", "displayName": "Guide" },
        "pluginOptions": localized,
        "attributes": {
            "title": with(json!({ "type": "string" })),
            "slug": with(json!({ "type": "uid", "targetField": "title" })),
            "body": with(json!({ "type": "richtext" }))
        },
        "galley": { "public": true, "route": route }
    });
    let source = Source { path: "guide.json".into(), text: text.to_string() };
    content_types::apply(&test.system(), &[source]).await.expect("a model");
}
