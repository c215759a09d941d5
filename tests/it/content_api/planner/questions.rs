//! Random questions, in names.

use galley_domain::query::{
    Operator, RequestedFilter, RequestedLocale, RequestedPage, RequestedPopulate, RequestedQuery,
    RequestedSort,
};
use galley_domain::schema::{Field, FieldKind};

use super::content::{TEXTS, World};
use super::random::Random;

/// Which stage and locale is asked about.
pub(super) fn world(random: &mut Random) -> RequestedQuery {
    let locale = match random.below(3) {
        0 => RequestedLocale::Default,
        1 => RequestedLocale::Code("fr".to_owned()),
        _ => RequestedLocale::Any,
    };
    let page = RequestedPage { page_size: Some(100), ..RequestedPage::default() };
    RequestedQuery { draft: random.chance(40), locale, page, ..RequestedQuery::default() }
}

pub(super) fn filter(random: &mut Random, world: &World) -> RequestedFilter {
    let fields = fields_of(world, "article");
    group(random, world, fields, Scope { is_entry: true, depth: 0 })
}

#[derive(Clone, Copy)]
struct Scope {
    is_entry: bool,
    depth: usize,
}

fn fields_of<'a>(world: &'a World, of: &str) -> &'a [Field] {
    &world.model.by_name(of).expect("a type of the model").schema.fields
}

fn group(random: &mut Random, world: &World, fields: &[Field], scope: Scope) -> RequestedFilter {
    let deeper = Scope { depth: scope.depth + 1, ..scope };
    let parts = |random: &mut Random| {
        (0..=random.below(3)).map(|_| group(random, world, fields, deeper)).collect::<Vec<_>>()
    };
    match random.below(if scope.depth < 3 { 10 } else { 6 }) {
        6 | 7 => RequestedFilter::All(parts(random)),
        8 => RequestedFilter::Any(parts(random)),
        9 => RequestedFilter::Not(Box::new(group(random, world, fields, deeper))),
        _ => condition(random, world, fields, scope),
    }
}

fn condition(random: &mut Random, world: &World, fields: &[Field], scope: Scope) -> RequestedFilter {
    if scope.is_entry && random.chance(10) {
        return system(random, world);
    }
    let field = random.of_list(fields);
    let deeper = Scope { is_entry: false, depth: scope.depth + 1 };
    let inner = match &field.kind {
        FieldKind::Relation { target, .. } | FieldKind::InverseRelation { target, .. } => {
            if scope.depth >= 3 || random.chance(25) {
                presence(random)
            } else {
                let below = fields_of(world, target.as_str());
                group(random, world, below, Scope { is_entry: true, ..deeper })
            }
        }
        FieldKind::Media { .. } => presence(random),
        FieldKind::Component { component, .. } => {
            if scope.depth >= 4 || random.chance(15) {
                presence(random)
            } else {
                let below = &world.model.component(component).expect("a component").fields;
                group(random, world, below, deeper)
            }
        }
        FieldKind::Blocks { components } => {
            let component = random.of_list(components);
            let below = &world.model.component(component).expect("a component").fields;
            on(component.as_str(), condition(random, world, below, Scope { depth: 4, ..deeper }))
        }
        kind => comparison(random, kind),
    };
    on(&field.name, inner)
}

fn on(field: &str, condition: RequestedFilter) -> RequestedFilter {
    RequestedFilter::On { field: field.to_owned(), condition: Box::new(condition) }
}

fn compare(operator: Operator, operands: Vec<String>) -> RequestedFilter {
    RequestedFilter::Compare { operator, operands }
}

fn presence(random: &mut Random) -> RequestedFilter {
    compare(if random.chance(50) { Operator::Null } else { Operator::NotNull }, Vec::new())
}

fn system(random: &mut Random, world: &World) -> RequestedFilter {
    let entry = random.of_list(&world.entries);
    match random.below(4) {
        0 => on("id", compare(Operator::Gte, vec![entry.id.to_string()])),
        1 => on("documentId", compare(Operator::Ne, vec![entry.document.to_string()])),
        2 => on("publishedAt", ordered(random, |_| "2023-11-14T22:13:22Z".to_owned())),
        _ => on("locale", compare(Operator::Eq, vec!["fr".to_owned()])),
    }
}

fn comparison(random: &mut Random, kind: &FieldKind) -> RequestedFilter {
    match kind {
        FieldKind::Integer | FieldKind::Decimal => {
            ordered(random, |random| (*random.of_list(&["-2", "-1.5", "0", "0.25", "1", "2"])).to_owned())
        }
        FieldKind::Boolean => {
            let operator = *random.of_list(&[Operator::Eq, Operator::Ne, Operator::Null, Operator::NotNull]);
            let operand = (*random.of_list(&["true", "false", "1", "0"])).to_owned();
            sized(operator, &mut || operand.clone())
        }
        FieldKind::Date => ordered(random, |random| format!("2026-01-0{}", 1 + random.below(4))),
        FieldKind::DateTime => {
            ordered(random, |random| format!("2026-01-0{}T13:00:00+01:00", 1 + random.below(4)))
        }
        FieldKind::Enumeration { values, .. } => {
            let operator = *random.of_list(&Operator::ALL);
            sized(operator, &mut || random.of_list(values).clone())
        }
        _ => {
            let operator = *random.of_list(&Operator::ALL);
            sized(operator, &mut || (*random.of_list(&TEXTS)).to_owned())
        }
    }
}

fn ordered(random: &mut Random, operand: impl Fn(&mut Random) -> String) -> RequestedFilter {
    use Operator as O;
    let operators =
        [O::Eq, O::Ne, O::Lt, O::Lte, O::Gt, O::Gte, O::In, O::NotIn, O::Between, O::Null, O::NotNull];
    let operator = *random.of_list(&operators);
    sized(operator, &mut || operand(random))
}

fn sized(operator: Operator, operand: &mut dyn FnMut() -> String) -> RequestedFilter {
    let count = match operator {
        Operator::Null | Operator::NotNull => 0,
        Operator::Between => 2,
        Operator::In | Operator::NotIn => 3,
        _ => 1,
    };
    compare(operator, (0..count).map(|_| operand()).collect())
}

pub(super) fn sort(random: &mut Random) -> Vec<RequestedSort> {
    const KEYS: [&str; 14] = [
        "title",
        "count",
        "ratio",
        "live",
        "day",
        "at",
        "author.name",
        "author.home.name",
        "parent.title",
        "parent.id",
        "seo.rank",
        "publishedAt",
        "createdAt",
        "documentId",
    ];
    (0..random.below(4))
        .map(|_| RequestedSort {
            path: random.of_list(&KEYS).split('.').map(str::to_owned).collect(),
            descending: random.chance(50),
        })
        .collect()
}

/// Conditions that the planner takes for rare, some of which are not.
pub(super) fn that_many_satisfy() -> Vec<RequestedFilter> {
    let starts = |text: &str| compare(Operator::StartsWith, vec![text.to_owned()]);
    let counts = ["-2", "-1", "0", "1", "2"].map(str::to_owned).to_vec();
    let any_title = || on("title", starts(""));
    let dated = || on("publishedAt", compare(Operator::Gt, vec!["2023-11-14T22:13:21Z".to_owned()]));
    vec![
        any_title(),
        on("title", starts("a")),
        on("count", compare(Operator::In, counts.clone())),
        on("author", on("name", starts(""))),
        on("friends", on("title", starts(""))),
        RequestedFilter::All(vec![any_title(), dated()]),
        RequestedFilter::All(vec![
            on("count", compare(Operator::In, counts)),
            on("author", on("name", starts(""))),
        ]),
    ]
}

/// Conditions on component instances that SQL decides in part: where each relation leads, and nothing of the rest.
pub(super) fn that_sql_decides_by_instance() -> Vec<RequestedFilter> {
    let noted = || on("note", compare(Operator::NotNull, Vec::new()));
    let leads = || on("to", on("title", compare(Operator::NotNull, Vec::new())));
    vec![
        on("parts", on("links", RequestedFilter::Not(Box::new(leads())))),
        on("parts", RequestedFilter::All(vec![noted(), on("links", leads())])),
        RequestedFilter::Not(Box::new(on(
            "parts",
            RequestedFilter::Any(vec![noted(), on("links", leads())]),
        ))),
    ]
}

/// Orders that an index of entries gives.
pub(super) fn along_an_index() -> Vec<Vec<RequestedSort>> {
    let by = |name: &str, descending| vec![RequestedSort { path: vec![name.to_owned()], descending }];
    vec![Vec::new(), by("publishedAt", true), by("publishedAt", false), by("createdAt", true), by("id", true)]
}

pub(super) fn page(random: &mut Random) -> RequestedPage {
    let some = |random: &mut Random, least: usize, bound: usize| {
        Some(u64::try_from(least + random.below(bound)).unwrap_or(1))
    };
    if random.chance(50) {
        RequestedPage {
            page: some(random, 1, 5),
            page_size: some(random, 1, 12),
            without_count: random.chance(30),
            ..RequestedPage::default()
        }
    } else {
        RequestedPage { start: some(random, 0, 40), limit: some(random, 0, 12), ..RequestedPage::default() }
    }
}

/// Random fields of a type, with queries of their own below relations.
pub(super) fn populate(random: &mut Random, world: &World, of: &str, depth: usize) -> RequestedPopulate {
    members(random, world, fields_of(world, of), depth)
}

fn members(random: &mut Random, world: &World, fields: &[Field], depth: usize) -> RequestedPopulate {
    let mut named = Vec::new();
    for field in fields.iter().filter(|field| !field.kind.is_scalar()) {
        if random.chance(50) {
            continue;
        }
        let below = match &field.kind {
            FieldKind::Relation { target, .. } | FieldKind::InverseRelation { target, .. } => {
                related(random, world, target.as_str(), depth)
            }
            FieldKind::Component { component, .. } => {
                let fields = &world.model.component(component).expect("a component").fields;
                let populate = members(random, world, fields, depth);
                RequestedQuery { populate, ..RequestedQuery::default() }
            }
            FieldKind::Blocks { .. } => {
                RequestedQuery { populate: RequestedPopulate::Everything, ..RequestedQuery::default() }
            }
            _ => RequestedQuery::default(),
        };
        named.push((field.name.clone(), below));
    }
    RequestedPopulate::Named(named)
}

fn related(random: &mut Random, world: &World, target: &str, depth: usize) -> RequestedQuery {
    let is_own = random.chance(40);
    let fields = fields_of(world, target);
    let scope = Scope { is_entry: true, depth: 3 };
    RequestedQuery {
        filter: (is_own && random.chance(60)).then(|| group(random, world, fields, scope)),
        sort: if is_own && target == "article" { sort(random) } else { Vec::new() },
        // Small, so that the price of the whole question stays within its budget.
        page: RequestedPage { limit: Some(2), ..RequestedPage::default() },
        populate: if depth > 0 && random.chance(50) {
            members(random, world, fields, depth - 1)
        } else {
            RequestedPopulate::Nothing
        },
        ..RequestedQuery::default()
    }
}
