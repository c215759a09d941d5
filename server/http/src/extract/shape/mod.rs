//! Values of a request as a type, and what is wrong with those that do not fit, in our own words.
//!
//! Serde's sentences name Rust types and places in a text that the client may not have written by hand. Here every
//! refusal has the path of the value, a stable code and a sentence that says what is expected there.

mod error;
mod members;
mod misfits;
mod value;

use galley_domain::errors::{FieldErrors, FieldPath};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use error::ShapeError;
pub(crate) use error::known;
use value::{Shape, Spelling};

/// The object of a JSON body as `T`, or everything in it that does not fit, below `place`.
pub(super) fn of_json<T: DeserializeOwned>(
    members: Map<String, Value>,
    place: &FieldPath,
) -> Result<T, FieldErrors> {
    misfits::read(Value::Object(members)).map_err(|found| {
        let mut errors = FieldErrors::default();
        for error in found {
            error.add_to(&mut errors, place);
        }
        errors
    })
}

/// Named texts as `T`: numbers and booleans are spelled out in them. The error is the first that does not fit.
pub(super) fn of_texts<T: DeserializeOwned>(texts: Map<String, Value>) -> Result<T, ShapeError> {
    T::deserialize(Shape { value: &Value::Object(texts), spelling: Spelling::Text })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use galley_domain::errors::FieldError;
    use galley_domain::locales::Locale;
    use galley_domain::patch::Patch;
    use galley_domain::roles::Role;
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is looked at")]
    struct Wire {
        name: String,
        #[serde(default)]
        role: Option<Role>,
        #[serde(default)]
        locale: Locale,
        #[serde(default)]
        days: Patch<u16>,
        #[serde(default)]
        ratio: Option<f64>,
        #[serde(default)]
        open: bool,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        titles: BTreeMap<Locale, String>,
        #[serde(default)]
        data: Map<String, Value>,
        #[serde(default)]
        inner: Option<Box<Wire>>,
    }

    fn all_refused(value: Value) -> Vec<String> {
        let Value::Object(members) = value else { panic!("a case is an object") };
        let errors = of_json::<Wire>(members, &FieldPath::top()).unwrap_err();
        let shown = |error: &FieldError| {
            format!("{} {} {}", error.path.to_pointer(), error.code.as_str(), error.message)
        };
        errors.iter().map(shown).collect()
    }

    fn refused(value: Value) -> String {
        all_refused(value).join("; ")
    }

    #[test]
    fn what_fits_is_read() {
        let value = json!({
            "name": "a", "role": "editor", "locale": "fr", "days": 7, "ratio": 1, "open": true, "tags": ["x"],
            "titles": { "fr": "Un" },
            "data": { "any": [1, null, { "thing": -2.5 }] }, "inner": { "name": "b", "days": null },
        });
        let Value::Object(members) = value else { panic!("an object") };
        let read: Wire = of_json(members, &FieldPath::top()).unwrap();
        assert_eq!((read.role, read.days, read.ratio), (Some(Role::Editor), Patch::Value(7), Some(1.0)));
        assert_eq!(read.data["any"], json!([1, null, { "thing": -2.5 }]));
        assert_eq!(read.inner.unwrap().days, Patch::Null);
    }

    #[test]
    fn what_does_not_fit_is_named_in_our_words() {
        let cases = [
            (json!({}), "/name required must be given"),
            (json!({ "name": 1 }), "/name wrong_kind must be a text"),
            (json!({ "name": null }), "/name wrong_kind must be a text"),
            (json!({ "name": "a", "open": "true" }), "/open wrong_kind must be true or false"),
            (
                json!({ "name": "a", "days": 70_000 }),
                "/days wrong_kind must be a whole number from 0 to 65535",
            ),
            (json!({ "name": "a", "days": 1.5 }), "/days wrong_kind must be a whole number from 0 to 65535"),
            (json!({ "name": "a", "ratio": "1" }), "/ratio wrong_kind must be a number"),
            (json!({ "name": "a", "tags": "x" }), "/tags wrong_kind must be a list"),
            (json!({ "name": "a", "tags": ["x", 1] }), "/tags/1 wrong_kind must be a text"),
            (json!({ "name": "a", "titles": { "fr": 1 } }), "/titles/fr wrong_kind must be a text"),
            (json!({ "name": "a", "titles": { "x": "" } }), "/titles/x wrong_kind not a valid locale: `x`"),
            (json!({ "name": "a", "data": [] }), "/data wrong_kind must be an object"),
            (json!({ "name": "a", "inner": ["b"] }), "/inner wrong_kind must be an object"),
            (json!({ "name": "a", "inner": {} }), "/inner/name required must be given"),
            (
                json!({ "name": "a", "role": "boss" }),
                "/role not_an_option must be one of `owner`, `admin`, `editor`, `author`, `viewer` and `public`",
            ),
            (json!({ "name": "a", "role": 1 }), "/role wrong_kind must be a text"),
            (json!({ "name": "a", "locale": "x" }), "/locale wrong_kind not a valid locale: `x`"),
            (
                json!({ "name": "a", "inner": { "name": "b", "a~b": 1 } }),
                "/inner/a~0b unknown_field is not known here: there are `name`, `role`, `locale`, `days`, `ratio`, \
                 `open`, `tags`, `titles`, `data` and `inner`",
            ),
        ];
        for (value, expected) in cases {
            assert_eq!(refused(value.clone()), expected, "{value}");
        }
    }

    #[test]
    fn everything_that_does_not_fit_is_named() {
        let value = json!({
            "role": "boss", "days": "x", "tags": ["a", 1, "b", 2], "titles": { "x": "", "fr": 1 }, "c\u{7}d": 1,
            "inner": { "role": 1, "locale": "x", "open": 1 }, "locale": "y",
        });
        let expected = [
            "/cd unknown_field",
            "/days wrong_kind",
            "/inner/locale wrong_kind",
            "/inner/name required",
            "/inner/open wrong_kind",
            "/inner/role wrong_kind",
            "/locale wrong_kind",
            "/name required",
            "/role not_an_option",
            "/tags/1 wrong_kind",
            "/tags/3 wrong_kind",
            "/titles/fr wrong_kind",
            "/titles/x wrong_kind",
        ];
        let without_message = |error: &String| error.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let mut found: Vec<String> = all_refused(value).iter().map(without_message).collect();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_search_for_misfits_is_bounded() {
        let tags: Vec<u32> = (0..5_000).collect();
        assert_eq!(all_refused(json!({ "name": "a", "tags": tags })).len(), 100);
        let large = json!({ "name": "a", "tags": tags, "titles": { "fr": "a".repeat(2_000_000) } });
        assert!(all_refused(large).len() < 20, "it is read again a few times only");
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Parameters {
        limit: Option<u32>,
        #[serde(default)]
        force: bool,
    }

    #[test]
    fn texts_spell_numbers_and_booleans_in_one_way() {
        let read = |pairs: &[(&str, &str)]| {
            of_texts::<Parameters>(
                pairs.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text))).collect(),
            )
        };
        let both = [("limit", "7"), ("force", "true")];
        assert_eq!(read(&both).unwrap(), Parameters { limit: Some(7), force: true });
        for wrong in [("limit", "+7"), ("limit", "07x"), ("limit", ""), ("force", "1"), ("force", "yes")] {
            assert!(read(&[wrong]).is_err(), "{wrong:?}");
        }
    }
}
