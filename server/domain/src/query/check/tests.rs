//! What may be asked, what may not, and that hidden is unknown.

use super::*;
use crate::query::sample::{model, of};
use crate::query::{
    FieldSelection, Operator, PopulateKind, Predicate, RequestedFields, RequestedFilter, RequestedPage,
    RequestedPopulate, RequestedSort,
};
use crate::roles::Role;

const EDITOR: Actor = Actor::User { id: crate::ids::UserId(1), role: Role::Editor };

fn ask(actor: &Actor, requested: &RequestedQuery) -> Result<ContentQuery, QueryError> {
    let model = model();
    check(&model, actor, &of(&model, "post"), requested, Expected::List)
}

fn on(path: &str, operator: Operator, operands: &[&str]) -> RequestedFilter {
    let compare = RequestedFilter::Compare {
        operator,
        operands: operands.iter().map(|&operand| operand.to_owned()).collect(),
    };
    path.split('/').rev().fold(compare, |condition, field| RequestedFilter::On {
        field: field.to_owned(),
        condition: Box::new(condition),
    })
}

fn filtered(filter: RequestedFilter) -> RequestedQuery {
    RequestedQuery { filter: Some(filter), ..RequestedQuery::default() }
}

fn sorted(path: &str) -> RequestedQuery {
    let path = path.split('/').map(str::to_owned).collect();
    RequestedQuery { sort: vec![RequestedSort { path, descending: false }], ..RequestedQuery::default() }
}

/// `author/posts` populates posts below author, with `inner` at the innermost.
fn populated(path: &str, inner: RequestedQuery) -> RequestedQuery {
    path.split('/').rev().fold(inner, |below, name| RequestedQuery {
        populate: RequestedPopulate::Named(vec![(name.to_owned(), below)]),
        ..RequestedQuery::default()
    })
}

fn fields(names: &[&str]) -> RequestedQuery {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    RequestedQuery { fields: RequestedFields::Named(names), ..RequestedQuery::default() }
}

fn refusal(requested: &RequestedQuery) -> String {
    ask(&Actor::Anonymous, requested).unwrap_err().to_string()
}

/// The same question with another name in the place of the last one.
fn every_clause(name: &str) -> Vec<RequestedQuery> {
    let mut questions = vec![
        sorted(name),
        fields(&[name.rsplit('/').next().unwrap_or(name)]),
        populated(name, RequestedQuery::default()),
        populated("tags", filtered(on("name", Operator::Eq, &["x"]))),
    ];
    for operator in Operator::ALL {
        let operands: &[&str] = match operator {
            Operator::Null | Operator::NotNull => &[],
            Operator::Between => &["1", "2"],
            _ => &["1"],
        };
        questions.push(filtered(on(name, operator, operands)));
        questions.push(populated("author", filtered(on(&format!("posts/{name}"), operator, operands))));
    }
    questions
}

#[test]
fn what_is_hidden_is_refused_as_what_is_unknown() {
    for hidden in [
        "secret",
        "reviewer",
        "reviewer/name",
        "note",
        "note/text",
        "draft_of",
        "draft_of/title",
        "author/email",
        "author/reviews",
        "author/reviews/title",
        "sections/remark",
        "author/posts/secret",
        "sections/links/post/secret",
    ] {
        // The unknown name stands where the first hidden one does.
        let names: Vec<&str> = hidden.split('/').collect();
        let visible = names.iter().take_while(|name| !HIDDEN.contains(name)).count();
        let mut unknown = names.clone();
        unknown[visible] = "nothing";
        for (hidden, unknown) in every_clause(hidden).iter().zip(every_clause(&unknown.join("/"))) {
            let (Err(hidden_error), Err(unknown_error)) =
                (ask(&Actor::Anonymous, hidden), ask(&Actor::Anonymous, &unknown))
            else {
                assert_eq!(*hidden, unknown, "{hidden:?}");
                continue;
            };
            let same = unknown_error.to_string().replace("nothing", names[visible]);
            assert_eq!(hidden_error.to_string(), same, "{hidden:?}");
            assert!(matches!(hidden_error, QueryError::UnknownField { .. }), "{hidden_error:?}");
        }
    }
}

const HIDDEN: [&str; 7] = ["secret", "reviewer", "note", "draft_of", "email", "reviews", "remark"];

#[test]
fn who_may_read_private_fields_may_ask_for_them() {
    for name in ["secret", "reviewer/name", "author/email", "sections/remark", "note/text"] {
        let question = filtered(on(name, Operator::Eq, &["x"]));
        assert!(ask(&EDITOR, &question).is_ok(), "{name}");
        assert!(ask(&Actor::Anonymous, &question).is_err(), "{name}");
    }
}

#[test]
fn only_scalars_that_may_be_read_are_shown() {
    let all = ask(&EDITOR, &RequestedQuery::default()).unwrap();
    let FieldSelection::Named { fields: shown, .. } = all.selection.fields else {
        panic!("a field is private")
    };
    assert_eq!(shown, ["title", "views", "featured", "day", "body", "secret", "meta"]);
    let public = ask(&Actor::Anonymous, &RequestedQuery::default()).unwrap();
    assert_eq!(public.selection.fields, FieldSelection::Served);
    assert_eq!(*public.selection.readable, ["title", "views", "featured", "day", "body", "meta"]);
    for name in ["author", "sections", "cover", "blocks"] {
        assert_eq!(refusal(&fields(&[name])), format!("Invalid key {name}"));
    }
    assert_eq!(refusal(&populated("title", RequestedQuery::default())), "Invalid key title");
}

#[test]
fn everything_populated_is_one_level_of_what_may_be_read() {
    let everything = RequestedQuery { populate: RequestedPopulate::Everything, ..RequestedQuery::default() };
    let query = ask(&Actor::Anonymous, &everything).unwrap();
    let names: Vec<_> = query.selection.populate.iter().map(|populate| populate.name.as_str()).collect();
    assert_eq!(names, ["author", "tags", "cover", "sections", "seo", "blocks", "related", "parent"]);
    for populate in &query.selection.populate {
        let below = match &populate.kind {
            PopulateKind::Related(related) => &related.selection,
            PopulateKind::Component { of, .. } => &of.selection,
            PopulateKind::Blocks { of } => &of[0].selection,
            PopulateKind::Assets(_) => continue,
        };
        assert!(below.populate.is_empty(), "{}", populate.name);
    }
}

#[test]
fn operands_have_the_type_of_their_field() {
    let good = [
        ("views", Operator::Gte, "-12.5e1"),
        ("featured", Operator::Eq, "1"),
        ("featured", Operator::Ne, "false"),
        ("day", Operator::Lt, "2026-02-28"),
        ("day", Operator::Lt, "2026-02-28T10:00:00+02:00"),
        ("publishedAt", Operator::Gt, "2026-02-28T10:00:00Z"),
        ("id", Operator::Eq, "12"),
        ("author", Operator::Eq, "12"),
        ("author", Operator::Eq, "00000000000000000000000000"),
        ("author/id", Operator::Null, ""),
        ("cover", Operator::NotNull, ""),
        ("sections", Operator::Null, ""),
        ("blocks/shared.quote/text", Operator::Containsi, "x"),
        ("meta", Operator::Contains, "x"),
    ];
    for (name, operator, operand) in good {
        let operands: &[&str] = if operand.is_empty() { &[] } else { &[operand] };
        let asked = ask(&Actor::Anonymous, &filtered(on(name, operator, operands)));
        assert!(asked.is_ok(), "{name} {operator:?} {operand}: {asked:?}");
    }
    let bad = [
        ("views", Operator::Eq, "12abc", "`views` is compared with a number"),
        ("views", Operator::Eq, "NaN", "`views` is compared with a number"),
        ("views", Operator::Eq, "1e999", "`views` is compared with a number"),
        ("views", Operator::Contains, "1", "`views` cannot be compared by $contains"),
        ("featured", Operator::Eq, "yes", "`featured` is compared with `true` or `false`"),
        ("day", Operator::Eq, "2026-02-30", "`day` is compared with a date or time in ISO 8601"),
        ("day", Operator::Eq, "yesterday", "`day` is compared with a date or time in ISO 8601"),
        ("id", Operator::Eq, "12abc", "`id` is compared with a whole number"),
        ("documentId", Operator::Eq, "x", "`documentId` is compared with a document id"),
        ("author", Operator::Eq, "x", "`author` is compared with a document id"),
        ("title", Operator::Between, "x", "`title` takes 2 to 2 values with $between, not 1"),
        ("sections", Operator::Eq, "x", "`sections` can be compared by $null and $notNull only"),
    ];
    for (name, operator, operand, message) in bad {
        assert_eq!(refusal(&filtered(on(name, operator, &[operand]))), message);
    }
}

#[test]
fn a_relation_without_an_entry_is_asked_in_three_ways() {
    for name in ["author", "author/id", "author/documentId"] {
        let query = ask(&Actor::Anonymous, &filtered(on(name, Operator::Null, &[]))).unwrap();
        let Some(Predicate::Not(inner)) = query.filter else { panic!("{name}") };
        assert!(matches!(*inner, Predicate::Related { .. }), "{name}");
    }
}

#[test]
fn a_list_has_no_order_to_sort_by() {
    for (name, message) in [
        ("tags/name", "cannot sort by `tags`, which leads to many entries"),
        ("author/posts/title", "cannot sort by `author.posts`, which leads to many entries"),
        ("sections/title", "cannot sort by `sections`, which is a list"),
        ("body", "cannot sort by `body`, which has no order"),
        ("author", "cannot sort by `author`, which needs a field, such as its `id`"),
        ("title/x", "Invalid key title.x"),
    ] {
        assert_eq!(refusal(&sorted(name)), message);
    }
    for name in ["title", "author/name", "parent/author/name", "seo/title", "publishedAt", "parent/id"] {
        assert!(ask(&Actor::Anonymous, &sorted(name)).is_ok(), "{name}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = |levels: usize| vec!["parent"; levels].join("/") + "/title";
    assert!(ask(&Actor::Anonymous, &sorted(&deep(5))).is_ok());
    assert!(refusal(&sorted(&deep(6))).ends_with("crosses more than 5 relations"));
    assert!(ask(&Actor::Anonymous, &filtered(on(&deep(5), Operator::Eq, &["x"]))).is_ok());
    assert!(
        refusal(&filtered(on(&deep(6), Operator::Eq, &["x"]))).ends_with("crosses more than 5 relations")
    );
    let below = |levels: usize| populated(&vec!["parent"; levels].join("/"), RequestedQuery::default());
    assert!(ask(&Actor::Anonymous, &below(5)).is_ok());
    assert!(refusal(&below(6)).ends_with("crosses more than 5 relations"));
    let nested =
        (0..40).fold(on("title", Operator::Eq, &["x"]), |inner, _| RequestedFilter::Not(Box::new(inner)));
    assert!(refusal(&filtered(nested)).contains("groups are nested more than 32 deep"));
}

#[test]
fn sizes_are_bounded() {
    let many = |count: usize| RequestedFilter::Any(vec![on("title", Operator::Eq, &["x"]); count]);
    assert!(ask(&Actor::Anonymous, &filtered(many(50))).is_ok());
    assert_eq!(refusal(&filtered(many(51))), "more than 50 conditions");
    let operands = |count: usize| filtered(on("title", Operator::In, &vec!["x"; count]));
    assert!(ask(&Actor::Anonymous, &operands(200)).is_ok());
    assert_eq!(refusal(&operands(201)), "`title` takes 1 to 200 values with $in, not 201");
    let page = |page| RequestedQuery { page, ..RequestedQuery::default() };
    let size = |page_size| page(RequestedPage { page_size: Some(page_size), ..RequestedPage::default() });
    assert!(ask(&Actor::Anonymous, &size(100)).is_ok());
    assert_eq!(refusal(&size(101)), "pageSize is 1 to 100, not 101");
    assert_eq!(refusal(&size(0)), "pageSize is 1 to 100, not 0");
    let far = page(RequestedPage { page: Some(999_999_999), ..RequestedPage::default() });
    assert_eq!(refusal(&far), "a page begins at 1000000 or before, not 24999999950");
    let mixed = page(RequestedPage { page: Some(1), start: Some(0), ..RequestedPage::default() });
    assert_eq!(refusal(&mixed), "page numbers and `start` or `limit` do not mix");
}

#[test]
fn a_query_has_a_price_before_it_runs() {
    let priced = |path: &str| {
        let page = RequestedPage { page_size: Some(100), ..RequestedPage::default() };
        RequestedQuery { page, ..populated(path, RequestedQuery::default()) }
    };
    assert!(ask(&Actor::Anonymous, &priced("tags")).is_ok());
    assert!(ask(&Actor::Anonymous, &priced("sections/links/post")).is_ok());
    let over = QueryError::OverBudget { field: "tags".to_owned(), found: 42_100, limit: ROW_BUDGET };
    assert_eq!(ask(&Actor::Anonymous, &priced("related/tags")).unwrap_err(), over);
}

#[test]
fn drafts_and_locales_are_for_those_who_may_and_where_they_are() {
    let draft = RequestedQuery { draft: true, ..RequestedQuery::default() };
    assert_eq!(ask(&Actor::Anonymous, &draft).unwrap_err(), QueryError::DraftsForbidden);
    assert_eq!(ask(&EDITOR, &draft).unwrap().stage, Stage::Draft);
    let locale = |locale| RequestedQuery { locale, ..RequestedQuery::default() };
    let query = ask(&Actor::Anonymous, &locale(RequestedLocale::Code("fr".to_owned()))).unwrap();
    assert_eq!(query.locale, LocaleChoice::One(Locale::none()), "posts are not localized");
    assert_eq!(query.related_locale.as_str(), "fr");
    assert_eq!(refusal(&locale(RequestedLocale::Code("de".to_owned()))), "unknown locale: `de`");
    assert_eq!(refusal(&locale(RequestedLocale::Code("'".to_owned()))), "not a valid locale: `'`");
}

#[test]
fn a_type_that_may_not_be_read_is_not_found() {
    let model = model();
    assert!(readable_collection(&model, &Actor::Anonymous, "posts").is_some());
    assert!(readable_collection(&model, &Actor::Anonymous, "notes").is_none());
    assert!(readable_collection(&model, &EDITOR, "notes").is_some());
    let asked =
        check(&model, &Actor::Anonymous, &of(&model, "note"), &RequestedQuery::default(), Expected::List);
    assert!(asked.is_err());
}
