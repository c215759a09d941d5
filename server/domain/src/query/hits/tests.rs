//! An event hits a list exactly as far as one can know: what changes is always hit, and clear cases are not.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::events::{EntryChange, Event, EventKind, LeafValue, LinkedTarget, RowSide, Subject};
use crate::ids::{DocumentId, EntryId, FieldId, InstanceId, PathId};
use crate::locales::{Locale, Stage};
use crate::query::content_query::{
    Condition, Direction, LocaleChoice, Operand, Predicate, SortDirection, SortKey, SortTarget, SystemField,
    ValueColumn,
};
use crate::query::operator::Operator;
use crate::query::predicate::{Links, Related, Subject as Evaluated, matches};
use crate::query::sample;
use crate::schema::{PathChain, StoredType};
use crate::text::fold;

const TITLE: i32 = 1;
const VIEWS: i32 = 2;
const FEATURED: i32 = 3;
const TAGS: i32 = 7;

/// A published post.
#[derive(Debug, Clone, PartialEq)]
struct Post {
    number: u8,
    title: &'static str,
    views: Option<i8>,
    featured: Option<bool>,
    published_at: Option<i64>,
    tags: BTreeSet<u8>,
}

fn document(number: u8) -> DocumentId {
    DocumentId::from_uuid(uuid::Uuid::from_u128(u128::from(number)))
}

fn post_type() -> Arc<StoredType> {
    sample::of(&sample::model(), "post")
}

fn path(stored: &StoredType, field: i32) -> PathId {
    stored.paths.id(&PathChain::default().then(FieldId(field))).unwrap()
}

fn value(stored: &StoredType, field: i32, column: ValueColumn, condition: (Operator, Operand)) -> Predicate {
    let (operator, operand) = condition;
    let name = stored.schema.fields.iter().find(|one| one.id == FieldId(field)).unwrap().name.clone();
    Predicate::Value {
        path: path(stored, field),
        chain: PathChain::default().then(FieldId(field)),
        name,
        column,
        condition: Condition { operator, operands: vec![operand] },
    }
}

fn published(operator: Operator, at: i64) -> Predicate {
    let condition = Condition { operator, operands: vec![Operand::Time(at)] };
    Predicate::System { field: SystemField::PublishedAt, condition }
}

fn tagged(stored: &StoredType, tag: u8) -> Predicate {
    let condition =
        Condition { operator: Operator::Eq, operands: vec![Operand::Document(document(100 + tag))] };
    Predicate::Related {
        path: path(stored, TAGS),
        name: "tags".to_owned(),
        direction: Direction::Owning,
        target: sample::of(&sample::model(), "tag"),
        inner: Box::new(Predicate::System { field: SystemField::DocumentId, condition }),
    }
}

fn simple(stored: &StoredType, which: u8, number: i8) -> Predicate {
    match which {
        0 => value(stored, VIEWS, ValueColumn::Number, (Operator::Gt, Operand::Number(f64::from(number)))),
        1 => value(stored, VIEWS, ValueColumn::Number, (Operator::Null, Operand::Number(0.0))),
        2 => value(stored, TITLE, ValueColumn::Text, (Operator::Eqi, Operand::Text("BEE".to_owned()))),
        3 => value(stored, FEATURED, ValueColumn::Boolean, (Operator::Eq, Operand::Boolean(number > 0))),
        4 => published(Operator::Lte, i64::from(number)),
        5 => tagged(stored, number.unsigned_abs() % 3),
        _ => Predicate::everything(),
    }
}

/// What the evaluator asks about links.
struct Tags;

impl Links for Tags {
    fn any_related(&self, subject: &Evaluated<'_>, _: InstanceId, related: Related<'_>) -> bool {
        let Predicate::System { condition, .. } = related.inner else { return false };
        let tags = subject.data["tags"].as_array().unwrap();
        condition.operands.iter().any(|operand| {
            matches!(operand, Operand::Document(wanted) if tags.contains(&json!(wanted.to_string())))
        })
    }

    fn is_decided(&self, _: &Evaluated<'_>, _: InstanceId, _: usize) -> bool {
        false
    }
}

fn data(post: &Post) -> Map<String, Value> {
    let tags: Vec<String> = post.tags.iter().map(|tag| document(100 + tag).to_string()).collect();
    let data = json!({
        "title": post.title, "views": post.views, "featured": post.featured, "tags": tags,
    });
    data.as_object().unwrap().clone()
}

fn is_member(filter: &Predicate, post: &Post) -> bool {
    let (locale, data) = (Locale::none(), data(post));
    let subject = Evaluated {
        id: EntryId(i64::from(post.number)),
        document: document(post.number),
        created_at: 0,
        updated_at: 0,
        published_at: post.published_at,
        locale: &locale,
        data: &data,
    };
    matches(filter, &subject, &Tags)
}

/// By what the lists of these tests are sorted.
#[derive(Debug, Clone, Copy)]
enum By {
    Published,
    Views,
    Title,
    Number,
}

fn sort_key(stored: &StoredType, by: By, direction: SortDirection) -> SortKey {
    let value = |field, column| SortTarget::Value { via: Vec::new(), path: path(stored, field), column };
    let target = match by {
        By::Published => SortTarget::System(SystemField::PublishedAt),
        By::Views => value(VIEWS, ValueColumn::Number),
        By::Title => value(TITLE, ValueColumn::Text),
        By::Number => SortTarget::System(SystemField::Id),
    };
    SortKey { target, direction }
}

fn key(by: By, post: &Post) -> Key {
    match by {
        By::Published => post.published_at.map_or(Key::Absent, Key::Integer),
        By::Views => post.views.map_or(Key::Absent, |views| Key::Number(f64::from(views))),
        By::Title => Key::Text(fold(post.title)),
        By::Number => Key::Integer(i64::from(post.number)),
    }
}

fn order(by: By, direction: SortDirection, one: &Post, other: &Post) -> Ordering {
    let keys = match by {
        By::Published => one.published_at.cmp(&other.published_at),
        By::Views => one.views.cmp(&other.views),
        By::Title => fold(one.title).cmp(&fold(other.title)),
        By::Number => Ordering::Equal,
    };
    let order = keys.then(one.number.cmp(&other.number));
    if direction == SortDirection::Descending { order.reverse() } else { order }
}

#[derive(Debug, Clone)]
struct Question {
    filter: Vec<(u8, i8, bool)>,
    any: bool,
    by: By,
    direction: SortDirection,
    offset: usize,
    limit: usize,
    counts: bool,
}

impl Question {
    fn filter(&self, stored: &StoredType) -> Predicate {
        let parts = self.filter.iter().map(|(which, number, negated)| {
            let part = simple(stored, *which, *number);
            if *negated { part.negated() } else { part }
        });
        let parts: Vec<Predicate> = parts.collect();
        if self.any && !parts.is_empty() { Predicate::Any(parts) } else { Predicate::All(parts) }
    }

    /// The numbers of the rows that are shown, and of all when that is asked.
    fn answer(&self, filter: &Predicate, posts: &[Post]) -> (Vec<u8>, Option<usize>) {
        let mut found: Vec<&Post> = posts.iter().filter(|post| is_member(filter, post)).collect();
        found.sort_by(|one, other| order(self.by, self.direction, one, other));
        let shown = found.iter().skip(self.offset).take(self.limit).map(|post| post.number).collect();
        (shown, self.counts.then_some(found.len()))
    }

    fn recorded(&self, stored: &Arc<StoredType>, filter: Predicate, posts: &[Post]) -> RecordedList {
        let (shown, _) = self.answer(&filter, posts);
        let last = shown.last().filter(|_| shown.len() == self.limit).and_then(|number| {
            let post = posts.iter().find(|post| post.number == *number)?;
            Some(Place { keys: vec![key(self.by, post)], entry: Some(EntryId(i64::from(*number))) })
        });
        RecordedList {
            target: Arc::clone(stored),
            locale: LocaleChoice::One(Locale::none()),
            filter,
            sort: vec![sort_key(stored, self.by, self.direction)],
            last,
            counts: self.counts,
        }
    }
}

fn side(stored: &StoredType, post: &Post, changed: &[FieldId]) -> RowSide {
    let mut side = RowSide { published_at: post.published_at, ..RowSide::default() };
    let leaf = |field| LeafValue { path: path(stored, field), text: None, number: None, time: None };
    for field in changed {
        match field.0 {
            TITLE => side.values.push(LeafValue { text: Some(post.title.to_owned()), ..leaf(TITLE) }),
            VIEWS => side
                .values
                .extend(post.views.map(|views| LeafValue { number: Some(f64::from(views)), ..leaf(VIEWS) })),
            FEATURED => side.values.extend(
                post.featured
                    .map(|flag| LeafValue { number: Some(f64::from(u8::from(flag))), ..leaf(FEATURED) }),
            ),
            _ => side.targets.extend(
                post.tags
                    .iter()
                    .map(|tag| LinkedTarget { path: path(stored, TAGS), target: document(100 + tag) }),
            ),
        }
    }
    side
}

/// The event of a post that became another one, or came, or went.
fn event(stored: &StoredType, before: Option<&Post>, after: Option<&Post>) -> Event {
    let field = |post: Option<&Post>, field: i32| {
        let value = post.map(data).and_then(|data| match field {
            TITLE => data.get("title").cloned(),
            VIEWS => data.get("views").cloned(),
            FEATURED => data.get("featured").cloned(),
            _ => data.get("tags").cloned(),
        });
        value.filter(|value| !value.is_null())
    };
    let changed: Vec<FieldId> = [TITLE, VIEWS, FEATURED, TAGS]
        .into_iter()
        .filter(|id| field(before, *id) != field(after, *id))
        .map(FieldId)
        .collect();
    let number = before.or(after).unwrap().number;
    let change = EntryChange {
        entry: Some(EntryId(i64::from(number))),
        before: before.map(|post| side(stored, post, &changed)),
        after: after.map(|post| side(stored, post, &changed)),
        changed,
        ..EntryChange::default()
    };
    let subject = Subject::Entry {
        document: document(number),
        content_type: stored.id,
        locale: Locale::none(),
        stage: Stage::Published,
        change: Box::new(change),
    };
    Event { kind: EventKind::EntryPublished, subject }
}

fn any_post(number: u8) -> impl Strategy<Value = Post> {
    let title = prop_oneof![Just("Ant"), Just("bee"), Just("Bee"), Just("cow")];
    (
        title,
        proptest::option::of(-2..3_i8),
        proptest::option::of(any::<bool>()),
        proptest::option::of(-2..3_i64),
        proptest::collection::btree_set(0..3_u8, 0..3),
    )
        .prop_map(move |(title, views, featured, published_at, tags)| Post {
            number,
            title,
            views,
            featured,
            published_at,
            tags,
        })
}

fn any_posts() -> impl Strategy<Value = Vec<Post>> {
    (0..6_u8).prop_flat_map(|count| (1..=count).map(any_post).collect::<Vec<_>>())
}

fn any_question() -> impl Strategy<Value = Question> {
    let by = prop_oneof![Just(By::Published), Just(By::Views), Just(By::Title), Just(By::Number)];
    let direction = prop_oneof![Just(SortDirection::Ascending), Just(SortDirection::Descending)];
    let filter = proptest::collection::vec((0..7_u8, -2..3_i8, any::<bool>()), 0..3);
    (filter, any::<bool>(), by, direction, 0..3_usize, 1..4_usize, any::<bool>()).prop_map(
        |(filter, any, by, direction, offset, limit, counts)| Question {
            filter,
            any,
            by,
            direction,
            offset,
            limit,
            counts,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_changes_a_list_hits_it(
        posts in any_posts(),
        question in any_question(),
        changed in 1..7_u8,
        after in proptest::option::of(any_post(1)),
    ) {
        let stored = post_type();
        let filter = question.filter(&stored);
        let recorded = question.recorded(&stored, filter.clone(), &posts);
        let old = posts.iter().find(|post| post.number == changed);
        let new = after.map(|post| Post { number: changed, ..post });
        if old.is_none() && new.is_none() {
            return Ok(());
        }
        let event = event(&stored, old, new.as_ref());
        let mut later: Vec<Post> = posts.iter().filter(|post| post.number != changed).cloned().collect();
        later.extend(new);
        let (before, after) = (question.answer(&filter, &posts), question.answer(&filter, &later));
        let is_hit = recorded.is_hit_by(Seen::of(&event).unwrap());
        // The rows shown are recorded as entries: an event of one of them drops the answer anyway.
        let is_shown = before.0.contains(&changed);
        prop_assert!(before == after || is_hit || is_shown, "{before:?} became {after:?}");
    }
}

/// Ten posts, published at 1 to 10, of which the newest three are shown.
fn newest_three(counts: bool, filter: Vec<(u8, i8, bool)>) -> (Arc<StoredType>, Vec<Post>, RecordedList) {
    let stored = post_type();
    let all: Vec<Post> = (1..=10).map(post).collect();
    let direction = SortDirection::Descending;
    let question = Question { filter, any: false, by: By::Published, direction, offset: 0, limit: 3, counts };
    let filter = question.filter(&stored);
    let recorded = question.recorded(&stored, filter, &all);
    (stored, all, recorded)
}

fn post(number: u8) -> Post {
    let tags = BTreeSet::from([number % 2]);
    Post { number, title: "Ant", views: Some(1), featured: None, published_at: Some(i64::from(number)), tags }
}

#[track_caller]
fn check(list: &RecordedList, stored: &StoredType, (before, after): (Option<Post>, Option<Post>), hit: bool) {
    let event = event(stored, before.as_ref(), after.as_ref());
    assert_eq!(list.is_hit_by(Seen::of(&event).unwrap()), hit, "{before:?} became {after:?}");
}

#[test]
fn what_comes_after_the_last_row_is_no_hit() {
    let (stored, all, list) = newest_three(false, Vec::new());
    let old = all[0].clone();
    check(&list, &stored, (Some(old.clone()), None), false);
    check(&list, &stored, (None, Some(Post { number: 20, published_at: Some(3), ..old.clone() })), false);
    check(&list, &stored, (None, Some(Post { number: 20, published_at: Some(8), ..old.clone() })), true);
    check(&list, &stored, (Some(old.clone()), Some(Post { published_at: Some(11), ..old.clone() })), true);
    check(&list, &stored, (Some(old.clone()), Some(Post { title: "cow", ..old })), false);
}

#[test]
fn a_total_is_hit_by_what_comes_and_goes_and_by_nothing_else() {
    let (stored, all, list) = newest_three(true, Vec::new());
    let old = all[0].clone();
    check(&list, &stored, (Some(old.clone()), None), true);
    check(&list, &stored, (Some(old.clone()), Some(Post { title: "cow", ..old })), false);
}

#[test]
fn a_condition_that_holds_neither_before_nor_after_is_no_hit() {
    let (stored, all, list) = newest_three(true, vec![(5, 1, false)]);
    let of_other_tag =
        Post { number: 20, tags: BTreeSet::from([2]), published_at: Some(11), ..all[0].clone() };
    check(&list, &stored, (None, Some(of_other_tag.clone())), false);
    check(
        &list,
        &stored,
        (Some(of_other_tag.clone()), Some(Post { title: "cow", ..of_other_tag.clone() })),
        false,
    );
    let of_this_tag = Post { tags: BTreeSet::from([1]), ..of_other_tag.clone() };
    check(&list, &stored, (Some(of_other_tag), Some(of_this_tag)), true);
}

#[test]
fn what_does_not_say_what_changed_hits_every_list_of_its_type() {
    let (stored, all, list) = newest_three(false, vec![(0, 2, false)]);
    let mut event = event(&stored, Some(&all[9]), Some(&Post { title: "cow", ..all[9].clone() }));
    assert!(!list.is_hit_by(Seen::of(&event).unwrap()));
    if let Subject::Entry { change, .. } = &mut event.subject {
        **change = EntryChange::clone(change).widened();
    }
    assert!(list.is_hit_by(Seen::of(&event).unwrap()));
}

#[test]
fn other_types_locales_and_drafts_are_no_hit() {
    let (stored, all, list) = newest_three(true, Vec::new());
    let event = event(&stored, None, Some(&Post { published_at: Some(20), ..all[0].clone() }));
    let seen = Seen::of(&event).unwrap();
    assert!(list.is_hit_by(seen));
    let french: Locale = "fr".parse().unwrap();
    assert!(!list.is_hit_by(Seen { locale: &french, ..seen }));
    assert!(!list.is_hit_by(Seen { content_type: crate::ids::ContentTypeId(99), ..seen }));
    let mut draft = event.clone();
    if let Subject::Entry { stage, .. } = &mut draft.subject {
        *stage = Stage::Draft;
    }
    assert!(Seen::of(&draft).is_none());
}
