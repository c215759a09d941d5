//! What a template may ask the site for, answered from a real database.

use std::path::Path;
use std::sync::Arc;

use galley_app::AppError;
use galley_app::pages::{self, PageAnswer};
use galley_render::Theme;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use crate::entries::{create, create_published};

/// The shipped theme with another front page.
fn use_home(app: &TestApp, home: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes/gazette");
    copy(&shipped, &folder.path().join("gazette"));
    std::fs::write(folder.path().join("gazette/templates/home.html"), home).expect("the template is written");
    let theme = Theme::load("gazette", Some(folder.path())).expect("the theme is sound");
    app.app.themes.wear(Arc::new(theme));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder is made");
    for item in std::fs::read_dir(from).expect("the theme is there") {
        let path = item.expect("the theme is readable").path();
        let target = to.join(path.file_name().expect("a file has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a file is copied");
        }
    }
}

async fn front_page(app: &TestApp) -> Result<String, AppError> {
    match pages::page(&app.anonymous(), "/").await? {
        PageAnswer::Html { page, .. } => Ok(page.html.split_whitespace().collect::<Vec<_>>().join(" ")),
        other => panic!("the front page is no page: {other:?}"),
    }
}

on_each_database! {
    async fn templates_list_find_and_link_entries(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let tag = create_published(&editor, "tag", json!({"name": "Picked"})).await.document;
        for title in ["Beta", "Alpha", "Gamma"] {
            let data = json!({"title": title, "body": "b", "featured": title != "Gamma", "tags": [tag]});
            create_published(&editor, "post", data).await;
        }
        create(&editor, "post", json!({"title": "Draft", "body": "b", "featured": true, "tags": [tag]})).await;
        use_home(&app, &format!(
            "{{% for item in entries(type=\"post\", where={{\"featured\": true, \"tags\": \"picked\"}}, sort=\"title:asc\") %}}\
             [{{{{ item.title }}}} {{{{ item.url }}}}]{{% endfor %}}\n\
             {{% set found = entry(type=\"post\", slug=\"gamma\") %}}({{{{ found.title }}}})\n\
             {{% set hidden = entry(type=\"post\", slug=\"draft\") %}}({{% if hidden %}}leak{{% endif %}})\n\
             {{{{ url(document=\"{tag}\") }}}}"
        ));
        let page = front_page(&app).await.expect("the page is drawn");
        assert_eq!(page, "[Alpha /blog/alpha][Beta /blog/beta] (Gamma) () /tag/picked");
    }

    async fn a_template_that_asks_for_what_is_not_there_fails(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        use_home(&app, "{% for item in entries(type=\"author\", where={\"email\": \"a@example.org\"}) %}x{% endfor %}");
        let failed = front_page(&app).await;
        assert!(matches!(failed, Err(AppError::Internal(_))), "a private field can be asked for: {failed:?}");
    }
}
