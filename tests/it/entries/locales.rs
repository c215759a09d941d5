//! Translations: shared fields are one, localized ones are each locale's own.

use std::sync::Arc;

use galley_app::content_types;
use galley_app::context::KnownModel;
use galley_app::entries::locales::{self, StartFrom};
use galley_app::entries::{Expected, save};
use galley_domain::locales::Locale;
use galley_domain::schema::file::Source;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{input, object};

fn guide() -> Source {
    let localized = json!({ "i18n": { "localized": true } });
    let text = json!({
        "kind": "collectionType",
        "collectionName": "guides",
        "info": { "singularName": "guide", "pluralName": "guides", "displayName": "Guide" },
        "pluginOptions": localized,
        "attributes": {
            "title": { "type": "string", "pluginOptions": localized },
            "level": { "type": "integer" }
        }
    });
    Source { path: "guide.json".into(), text: text.to_string() }
}

on_each_database! {
    async fn a_shared_field_is_the_same_in_every_draft(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        content_types::apply(&ctx, &[guide()]).await.expect("a model");
        let english = ctx.model().default_locale();
        let german: Locale = "de".parse().expect("a locale");
        let mut model = (*ctx.model()).clone();
        model.locales = vec![english.clone(), german.clone()];
        let as_of = test.app.known_model().as_of;
        test.app.set_model(KnownModel { model: Arc::new(model), as_of });
        let name = "guide".parse().expect("a type name");
        let data = input(json!({ "title": "Start", "level": 1 }));
        let document = save::create(&ctx, &name, &english, &data).await.expect("created").state.document;
        let added = locales::add_locale(&ctx, document, &german, &StartFrom::Shared).await.expect("added").state;
        assert_eq!(added.draft.data, object(json!({ "level": 1 })));
        let change = input(json!({ "title": "Anfang", "level": 2 }));
        save::save(&ctx, document, &german, Expected::Any, &change).await.expect("saved");
        let first = galley_app::entries::state::get(&ctx, document, &english).await.expect("there");
        assert_eq!(first.draft.data, object(json!({ "title": "Start", "level": 2 })));
        assert_eq!(first.locales, [german, english]);
    }
}
