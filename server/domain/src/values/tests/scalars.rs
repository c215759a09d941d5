//! Each scalar kind: what it accepts, in which form, and what it refuses.

use serde_json::{Value, json};

use super::{one, refused};

#[test]
fn values_have_one_canonical_form() {
    for (field, given, kept) in [
        ("title", json!("Grüße"), json!("Grüße")),
        ("title", json!(""), json!("")),
        ("slug", json!("hello-日本"), json!("hello-日本")),
        ("slug", json!("cafe\u{301}"), json!("caf\u{e9}")),
        ("slug", json!(""), Value::Null),
        ("views", json!(3.0), json!(3)),
        ("views", json!(-9_007_199_254_740_992_i64), json!(-9_007_199_254_740_992_i64)),
        ("price", json!(1.50), json!(1.5)),
        ("price", json!(2.0), json!(2)),
        ("price", json!(-0.0), json!(0)),
        ("price", json!(123_456_789.012_345), json!(123_456_789.012_345)),
        ("price", json!(1e300), json!(1e300)),
        ("featured", json!(true), json!(true)),
        ("day", json!("2024-02-29"), json!("2024-02-29")),
        ("at", json!("2026-11-20T09:30:00+01:00"), json!("2026-11-20T08:30:00.000Z")),
        ("at", json!("2026-11-20T09:30:00.123456Z"), json!("2026-11-20T09:30:00.123Z")),
        ("level", json!("low"), json!("low")),
        ("moods", json!(["loud", "calm"]), json!(["loud", "calm"])),
        ("moods", json!([]), json!([])),
        ("email", json!("a.b+c@example.org"), json!("a.b+c@example.org")),
        ("home", json!("https://example.org/a?b#c"), json!("https://example.org/a?b#c")),
        ("home", json!("/about"), json!("/about")),
        ("home", json!("mailto:a@example.org"), json!("mailto:a@example.org")),
        ("home", json!("tel:+49123"), json!("tel:+49123")),
        ("data", json!({"a": [1, null]}), json!({"a": [1, null]})),
        ("title", Value::Null, Value::Null),
    ] {
        assert_eq!(one(field, given.clone()).unwrap(), kept, "{field} {given}");
    }
}

#[test]
fn wrong_values_are_refused_even_in_a_draft() {
    for (field, given, code) in [
        ("title", json!(3), "wrong_kind"),
        ("title", json!(["a"]), "wrong_kind"),
        ("title", json!({"$ne": null}), "wrong_kind"),
        ("title", json!("a\0b"), "forbidden_character"),
        ("title", json!("x".repeat(256)), "too_long"),
        // 255 characters that are 18 each when compared.
        ("title", json!("\u{fdfa}".repeat(255)), "too_long"),
        ("body", json!("x".repeat(1024 * 1024 + 1)), "too_long"),
        ("slug", json!("Not A Slug"), "not_a_slug"),
        ("slug", json!("../admin"), "not_a_slug"),
        ("views", json!("12"), "wrong_kind"),
        ("views", json!(1.5), "wrong_kind"),
        ("views", json!(-9_007_199_254_740_993_i64), "precision"),
        ("views", json!(u64::MAX), "precision"),
        ("views", json!(1001), "too_large"),
        ("price", json!("1.5"), "wrong_kind"),
        ("price", json!(1.234_567_890_123_456_7), "precision"),
        ("price", json!(12_345_678_901_234_567_i64), "precision"),
        ("featured", json!("true"), "wrong_kind"),
        ("featured", json!(1), "wrong_kind"),
        ("day", json!("2023-02-29"), "not_a_date"),
        ("day", json!("2024-2-9"), "not_a_date"),
        ("day", json!("2024-02-29T00:00:00Z"), "not_a_date"),
        ("day", json!(20_240_229), "wrong_kind"),
        ("at", json!("2026-11-20T09:30:00"), "not_a_date"),
        ("level", json!("medium"), "not_an_option"),
        ("level", json!(["low"]), "wrong_kind"),
        ("moods", json!("calm"), "wrong_kind"),
        ("email", json!("a@b"), "not_an_email"),
        ("email", json!("a b@example.org"), "not_an_email"),
        ("email", json!("a@example.org\nBcc: b@example.org"), "not_an_email"),
        ("email", json!("a@@example.org"), "not_an_email"),
        ("home", json!("javascript:alert(1)"), "not_a_url"),
        ("home", json!("java\tscript:alert(1)"), "not_a_url"),
        ("home", json!("data:text/html,x"), "not_a_url"),
        ("home", json!("//evil.example"), "not_a_url"),
        ("home", json!("/\\evil.example"), "not_a_url"),
        ("home", json!("http:evil.example"), "not_a_url"),
        ("home", json!("example.org"), "not_a_url"),
        ("data", json!({"a\0": 1}), "forbidden_character"),
        ("data", json!(["a\0"]), "forbidden_character"),
        ("data", json!("x".repeat(256 * 1024)), "too_long"),
    ] {
        assert_eq!(refused(field, given.clone()), [format!("{field} {code}")], "{given}");
    }
}

#[test]
fn the_wrong_item_of_a_list_is_named() {
    assert_eq!(refused("moods", json!(["calm", "sad"])), ["moods[1] not_an_option"]);
    assert_eq!(refused("moods", json!(["calm", "calm"])), ["moods[1] duplicate"]);
}

#[test]
fn json_nests_at_most_thirty_two_levels() {
    let nested = |depth: usize| (1..depth).fold(json!([]), |inner, _| json!([inner]));
    assert_eq!(one("data", nested(32)).unwrap(), nested(32));
    assert_eq!(refused("data", nested(33)), ["data too_many"]);
}

#[test]
fn what_is_no_attribute_is_refused_by_name() {
    for field in ["titel", "id", "documentId", "createdAt", "publishedAt", "createdBy", "__proto__", ""] {
        assert_eq!(refused(field, json!(1)), [format!("{field} unknown_field")]);
    }
}
