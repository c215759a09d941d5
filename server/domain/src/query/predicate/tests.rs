//! What holds for which document.

use serde_json::{Map, Value, json};

use super::*;
use crate::ids::{DocumentId, EntryId, InstanceId, PathId};
use crate::locales::Locale;
use crate::query::content_query::{Condition, Operand, Predicate, SystemField, ValueColumn};
use crate::query::operator::Operator;
use crate::schema::{Cardinality, PathChain};

struct NoLinks;

impl Links for NoLinks {
    fn any_related(&self, _: &Subject<'_>, _: InstanceId, _: Related<'_>) -> bool {
        false
    }

    fn is_decided(&self, _: &Subject<'_>, owner: InstanceId, number: usize) -> bool {
        owner.0 == i64::try_from(number).unwrap()
    }
}

fn text(operands: &[&str]) -> Vec<Operand> {
    operands.iter().map(|&operand| Operand::Text(operand.to_owned())).collect()
}

fn value(name: &str, column: ValueColumn, operator: Operator, operands: Vec<Operand>) -> Predicate {
    Predicate::Value {
        path: PathId(1),
        chain: PathChain::default(),
        name: name.to_owned(),
        column,
        condition: Condition { operator, operands },
    }
}

fn instance(name: &str, inner: Predicate) -> Predicate {
    Predicate::Instance {
        chain: PathChain::default(),
        name: name.to_owned(),
        cardinality: Cardinality::Many,
        block: None,
        inner: Box::new(inner),
    }
}

#[track_caller]
fn check(data: &Value, predicate: &Predicate, expected: bool) {
    let data: &Map<String, Value> = data.as_object().unwrap();
    let subject = Subject {
        id: EntryId(7),
        document: DocumentId::from_uuid(uuid::Uuid::from_u128(7)),
        created_at: 1,
        updated_at: 2,
        published_at: None,
        locale: &Locale::none(),
        data,
    };
    assert_eq!(matches(predicate, &subject, &NoLinks), expected, "{predicate:?} on {data:?}");
}

#[test]
fn text_is_compared_exactly_or_folded() {
    let data = json!({ "title": "Crème Brûlée" });
    for (operator, operands, expected) in [
        (Operator::Eq, &["Crème Brûlée"][..], true),
        (Operator::Eq, &["crème brûlée"], false),
        (Operator::Eqi, &["CREME brulee"], true),
        (Operator::Ne, &["x"], true),
        (Operator::Nei, &["creme brulee"], false),
        (Operator::In, &["x", "Crème Brûlée"], true),
        (Operator::NotIn, &["x"], true),
        (Operator::Contains, &["me B"], true),
        (Operator::Contains, &["me b"], false),
        (Operator::Containsi, &["ME B"], true),
        (Operator::NotContains, &["zz"], true),
        (Operator::NotContainsi, &["BRU"], false),
        (Operator::StartsWith, &["Cr"], true),
        (Operator::StartsWithi, &["cre"], true),
        (Operator::EndsWith, &["lee"], false),
        (Operator::EndsWithi, &["LEE"], true),
        (Operator::Between, &["A", "D"], true),
        (Operator::Contains, &["%"], false),
        (Operator::Null, &[], false),
        (Operator::NotNull, &[], true),
    ] {
        check(&data, &value("title", ValueColumn::Text, operator, text(operands)), expected);
    }
}

#[test]
fn nothing_but_null_holds_for_what_is_absent() {
    for data in [json!({}), json!({ "title": null }), json!({ "title": [] })] {
        for operator in Operator::ALL {
            let predicate = value("title", ValueColumn::Text, operator, text(&["x", "y"]));
            check(&data, &predicate, operator == Operator::Null);
            check(&data, &predicate.negated(), operator != Operator::Null);
        }
    }
}

#[test]
fn one_item_of_a_list_is_enough() {
    let data = json!({ "colours": ["red", "blue"] });
    for (operator, expected) in [(Operator::Eq, true), (Operator::Ne, true), (Operator::Null, false)] {
        check(&data, &value("colours", ValueColumn::Text, operator, text(&["red"])), expected);
    }
}

#[test]
fn numbers_times_and_booleans_have_their_own_order() {
    let data = json!({ "n": 10, "d": "2026-01-02", "at": "2026-01-02T00:00:00.000Z", "b": false });
    let day = 1_767_312_000_000_000;
    check(&data, &value("n", ValueColumn::Number, Operator::Gt, vec![Operand::Number(9.5)]), true);
    check(&data, &value("n", ValueColumn::Unindexed, Operator::Lt, vec![Operand::Number(9.5)]), false);
    check(&data, &value("d", ValueColumn::Time, Operator::Eq, vec![Operand::Time(day)]), true);
    check(&data, &value("at", ValueColumn::Time, Operator::Lte, vec![Operand::Time(day)]), true);
    check(&data, &value("b", ValueColumn::Boolean, Operator::Ne, vec![Operand::Boolean(true)]), true);
    let id = Condition { operator: Operator::In, operands: vec![Operand::Id(7)] };
    check(&data, &Predicate::System { field: SystemField::Id, condition: id }, true);
    let null = Condition { operator: Operator::Null, operands: Vec::new() };
    for (field, expected) in
        [(SystemField::PublishedAt, true), (SystemField::CreatedAt, false), (SystemField::Locale, true)]
    {
        check(&data, &Predicate::System { field, condition: null.clone() }, expected);
    }
}

#[test]
fn json_is_compared_as_text_and_as_a_whole() {
    let data = json!({ "meta": { "a": [1, "x"] } });
    check(&data, &value("meta", ValueColumn::Json, Operator::Contains, text(&["[1,\"x\"]"])), true);
    check(&data, &value("meta", ValueColumn::Json, Operator::Eq, text(&["x"])), false);
}

#[test]
fn conditions_below_a_component_hold_for_one_instance() {
    let data = json!({ "parts": [
        { "id": 1, "a": "x", "b": "y", "inner": [{ "id": 3, "c": "1" }] },
        { "id": 2, "a": "y", "b": "x", "inner": [{ "id": 4, "c": "2" }] },
    ] });
    let is = |name: &str, operand: &str| value(name, ValueColumn::Text, Operator::Eq, text(&[operand]));
    let both = |first, second| instance("parts", Predicate::All(vec![first, second]));
    check(&data, &both(is("a", "x"), is("b", "y")), true);
    check(&data, &both(is("a", "x"), is("b", "x")), false);
    check(&data, &both(is("a", "x"), instance("inner", is("c", "1"))), true);
    check(&data, &both(is("a", "x"), instance("inner", is("c", "2"))), false);
    check(&data, &instance("parts", Predicate::Decided(2)), true);
    check(&data, &instance("parts", instance("inner", Predicate::Decided(2))), false);
    check(&json!({ "parts": null }), &instance("parts", Predicate::everything()), false);
}
