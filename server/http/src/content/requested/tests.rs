//! Query strings as clients send them, and what they ask.

use galley_domain::query::{
    Operator, RequestedFields, RequestedFilter, RequestedLocale, RequestedPage, RequestedPopulate,
    RequestedQuery, RequestedSort,
};

use super::requested_query;
use crate::errors::ApiError;

fn read(query: &str) -> RequestedQuery {
    requested_query(query).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn on(field: &str, condition: RequestedFilter) -> RequestedFilter {
    RequestedFilter::On { field: field.to_owned(), condition: Box::new(condition) }
}

fn compare(operator: Operator, operands: &[&str]) -> RequestedFilter {
    RequestedFilter::Compare { operator, operands: operands.iter().map(|&text| text.to_owned()).collect() }
}

fn named(pairs: Vec<(&str, RequestedQuery)>) -> RequestedPopulate {
    RequestedPopulate::Named(pairs.into_iter().map(|(name, query)| (name.to_owned(), query)).collect())
}

#[test]
fn filters_keep_their_names_and_type_their_operators() {
    use RequestedFilter::{All, Any, Not};
    let cases = [
        ("filters[title][$eq]=a", on("title", compare(Operator::Eq, &["a"]))),
        ("filters[title]=a", on("title", compare(Operator::Eq, &["a"]))),
        ("filters[title][0]=a&filters[title][1]=b", on("title", compare(Operator::In, &["a", "b"]))),
        ("filters[author][name][$eqi]=x", on("author", on("name", compare(Operator::Eqi, &["x"])))),
        (
            "filters[views][$gte]=1&filters[views][$lt]=9",
            on("views", All(vec![compare(Operator::Gte, &["1"]), compare(Operator::Lt, &["9"])])),
        ),
        (
            "filters[$or][0][a][$null]=true&filters[$or][1][b][$null]=false",
            Any(vec![on("a", compare(Operator::Null, &[])), on("b", compare(Operator::NotNull, &[]))]),
        ),
        ("filters[$not][a][$notNull]=false", Not(Box::new(on("a", compare(Operator::Null, &[]))))),
        ("filters[a][$not][$contains]=x", on("a", Not(Box::new(compare(Operator::Contains, &["x"]))))),
        ("filters[id][$in]=1", on("id", compare(Operator::In, &["1"]))),
        (
            "filters[id][$between]=1&filters[id][$between]=5",
            on("id", compare(Operator::Between, &["1", "5"])),
        ),
    ];
    for (query, expected) in cases {
        assert_eq!(read(query).filter, Some(expected), "{query}");
    }
}

#[test]
fn sort_and_fields_are_read_in_every_notation() {
    let key = |path: &[&str], descending| RequestedSort {
        path: path.iter().map(|&name| name.to_owned()).collect(),
        descending,
    };
    let expected = vec![key(&["title"], false), key(&["author", "name"], true)];
    for query in [
        "sort=title,author.name:desc",
        "sort[0]=title:ASC&sort[1]=author.name:DESC",
        "sort=title&sort=author.name:desc",
        "sort[title]=asc&sort[author][name]=desc",
    ] {
        assert_eq!(read(query).sort, expected, "{query}");
    }
    let expected = RequestedFields::Named(vec!["title".to_owned(), "slug".to_owned()]);
    for query in ["fields=title,slug", "fields[0]=title&fields[1]=slug", "fields[]=title&fields[]=slug"] {
        assert_eq!(read(query).fields, expected, "{query}");
    }
    assert_eq!(read("fields=*").fields, RequestedFields::All);
}

#[test]
fn populate_is_read_in_every_notation() {
    let plain = RequestedQuery::default;
    let below = |populate| RequestedQuery { populate, ..RequestedQuery::default() };
    let cases = [
        ("populate=*", RequestedPopulate::Everything),
        ("populate[0]=*", RequestedPopulate::Everything),
        ("populate=", RequestedPopulate::Nothing),
        ("populate=a,b", named(vec![("a", plain()), ("b", plain())])),
        ("populate[0]=a&populate[1]=b", named(vec![("a", plain()), ("b", plain())])),
        ("populate[a]=true&populate[b]=*&populate[c]=false", named(vec![("a", plain()), ("b", plain())])),
        ("populate=a.b,a.c,a", named(vec![("a", below(named(vec![("b", plain()), ("c", plain())])))])),
        (
            "populate[a][populate][b][populate]=*",
            named(vec![("a", below(named(vec![("b", below(RequestedPopulate::Everything))])))]),
        ),
    ];
    for (query, expected) in cases {
        assert_eq!(read(query).populate, expected, "{query}");
    }
}

#[test]
fn a_populated_field_has_clauses_of_its_own() {
    let query = "populate[tags][filters][name][$eq]=x&populate[tags][sort]=name&populate[tags][fields]=name\
                 &populate[tags][pagination][limit]=5&populate[blocks][on][shared.quote][populate]=*";
    let expected = named(vec![
        (
            "tags",
            RequestedQuery {
                filter: Some(on("name", compare(Operator::Eq, &["x"]))),
                sort: vec![RequestedSort { path: vec!["name".to_owned()], descending: false }],
                fields: RequestedFields::Named(vec!["name".to_owned()]),
                page: RequestedPage { limit: Some(5), ..RequestedPage::default() },
                ..RequestedQuery::default()
            },
        ),
        (
            "blocks",
            RequestedQuery {
                on: vec![(
                    "shared.quote".to_owned(),
                    RequestedQuery { populate: RequestedPopulate::Everything, ..RequestedQuery::default() },
                )],
                ..RequestedQuery::default()
            },
        ),
    ]);
    assert_eq!(read(query).populate, expected);
}

#[test]
fn the_other_clauses_are_read_and_unknown_parameters_ignored() {
    let query = "pagination[page]=2&pagination[pageSize]=10&pagination[withCount]=false\
                 &status=draft&locale=fr&_q=%20hello%20&unknown[a]=1";
    let expected = RequestedQuery {
        page: RequestedPage {
            page: Some(2),
            page_size: Some(10),
            without_count: true,
            ..RequestedPage::default()
        },
        draft: true,
        locale: RequestedLocale::Code("fr".to_owned()),
        search: Some("hello".to_owned()),
        ..RequestedQuery::default()
    };
    assert_eq!(read(query), expected);
    assert_eq!(read(""), RequestedQuery::default());
    assert_eq!(read("status=published&locale=*").locale, RequestedLocale::Any);
}

#[test]
fn a_refusal_names_the_parameter() {
    let cases = [
        ("filters=x", "filters", "must name fields, such as `filters[title][$eq]`"),
        ("filters[$eq]=x", "filters[$eq]", "compares without a field"),
        ("filters[a][$regex]=x", "filters[a][$regex]", "is not an operator"),
        ("filters[a][$eq][b]=x", "filters[a][$eq][b]", "stands below an operator"),
        ("filters[a][$eq][]=x&filters[a][$eq][]=y", "filters[a][$eq]", "takes one value"),
        ("filters[a][$between]=1", "filters[a][$between]", "takes two values"),
        ("filters[a][$null]=perhaps", "filters[a][$null]", "must be `true` or `false`"),
        ("filters[$or]=x", "filters[$or]", "must be a list of conditions"),
        ("filters[$and][0]=x", "filters[$and][0]", "must be a group of conditions"),
        ("sort=a:up", "sort", "must be ordered by `asc` or `desc`"),
        ("sort=a..b", "sort", "has an empty name"),
        ("fields[a]=b", "fields", "must be a list of names"),
        ("populate[a][where]=b", "populate[a][where]", "is not a part of a populated field"),
        ("populate[a]=b", "populate[a]", "must be `true`, `false`, `*` or a group"),
        ("pagination=1", "pagination", "must have parts, such as `pagination[page]`"),
        ("pagination[page]=0", "pagination[page]", "must be at least 1"),
        ("pagination[limit]=-1", "pagination[limit]", "must be a whole number of at most nine digits"),
        (
            "pagination[pageSize]=9999999999",
            "pagination[pageSize]",
            "must be a whole number of at most nine digits",
        ),
        (
            "pagination[page]=1&pagination[start]=0",
            "pagination",
            "mixes page numbers with `start` and `limit`",
        ),
        ("status=all", "status", "must be `published` or `draft`"),
        ("status[a]=draft", "status", "must be one value"),
        ("filters[a][__proto__]=1", "filters[a][__proto__]", "contains the name `__proto__`"),
    ];
    for (query, parameter, message) in cases {
        let error = requested_query(query).unwrap_err();
        let ApiError::InvalidParameter { parameter: found, message: text } = &error else {
            panic!("{error:?}")
        };
        assert_eq!((found.as_str(), text.as_str()), (parameter, message), "{query}");
    }
    let long = format!("_q={}", "é".repeat(257));
    assert!(requested_query(&long).is_err());
}

#[test]
fn a_dotted_populate_is_nested_no_deeper_than_brackets_may_be() {
    let of_names = |count: usize| format!("populate=title,{}", vec!["a"; count].join("."));
    assert!(requested_query(&of_names(20)).is_ok());
    // As many as a URL holds: each name was a call within a call, and the stack of the whole server was over.
    for count in [21, 4_000] {
        let error = requested_query(&of_names(count)).unwrap_err();
        assert_eq!(error.to_string(), "`populate` is nested more than 20 deep", "{count}");
    }
}
