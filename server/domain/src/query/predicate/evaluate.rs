//! Walks a predicate over one document.

use serde_json::{Map, Value};

use super::compare::holds;
use super::datum::{Datum, of_item};
use crate::ids::{DocumentId, EntryId, InstanceId, PathId};
use crate::locales::Locale;
use crate::query::content_query::{Condition, Direction, Predicate, SystemField, ValueColumn};
use crate::query::operator::Operator;
use crate::schema::{Cardinality, ComponentName, StoredType};

/// One entry: its system members and its document, upcast to the present schema.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    pub id: EntryId,
    pub document: DocumentId,
    /// Microseconds UTC, as the next two.
    pub created_at: i64,
    pub updated_at: i64,
    pub published_at: Option<i64>,
    pub locale: &'a Locale,
    pub data: &'a Map<String, Value>,
}

/// The relation that a predicate asks about.
#[derive(Debug, Clone, Copy)]
pub struct Related<'a> {
    pub path: PathId,
    pub direction: Direction,
    pub target: &'a StoredType,
    pub inner: &'a Predicate,
}

/// What the evaluator cannot see in a document.
pub trait Links {
    /// Whether an entry that is linked over the relation, from this component instance, satisfies its condition.
    fn any_related(&self, subject: &Subject<'_>, owner: InstanceId, related: Related<'_>) -> bool;

    /// Whether the numbered [`Predicate::Decided`] holds for this component instance of the entry.
    fn is_decided(&self, subject: &Subject<'_>, owner: InstanceId, number: usize) -> bool;
}

/// Whether the entry satisfies the predicate.
pub fn matches(predicate: &Predicate, subject: &Subject<'_>, links: &dyn Links) -> bool {
    let top = Scope { subject, links, owner: InstanceId::TOP, members: subject.data };
    top.matches(predicate)
}

/// Where leaves are looked up: the entry, or one component instance of it.
#[derive(Clone, Copy)]
struct Scope<'a> {
    subject: &'a Subject<'a>,
    links: &'a dyn Links,
    owner: InstanceId,
    members: &'a Map<String, Value>,
}

impl<'a> Scope<'a> {
    fn matches(self, predicate: &Predicate) -> bool {
        match predicate {
            Predicate::All(parts) => parts.iter().all(|part| self.matches(part)),
            Predicate::Any(parts) => parts.iter().any(|part| self.matches(part)),
            Predicate::Not(inner) => !self.matches(inner),
            Predicate::System { field, condition } => match system_datum(self.subject, *field) {
                Some(datum) => holds(&datum, condition),
                None => condition.operator == Operator::Null,
            },
            Predicate::Value { name, column, condition, .. } => self.value(name, *column, condition),
            Predicate::Instance { name, cardinality, block, inner, .. } => {
                self.instances(name, *cardinality, block.as_ref()).any(|scope| scope.matches(inner))
            }
            Predicate::Related { path, direction, target, inner, .. } => {
                let related = Related { path: *path, direction: *direction, target, inner };
                self.links.any_related(self.subject, self.owner, related)
            }
            Predicate::HasAsset { name, .. } => items(self.members.get(name)).next().is_some(),
            Predicate::Decided(number) => self.links.is_decided(self.subject, self.owner, *number),
        }
    }

    fn value(self, name: &str, column: ValueColumn, condition: &Condition) -> bool {
        let value = self.members.get(name);
        let whole = (column == ValueColumn::Json).then_some(value).flatten().into_iter();
        let each = (column != ValueColumn::Json).then(|| items(value)).into_iter().flatten();
        let mut data =
            whole.chain(each).filter_map(|item| of_item(item, column, condition.operands.first())).peekable();
        match condition.operator {
            Operator::Null => data.peek().is_none(),
            _ => data.any(|datum| holds(&datum, condition)),
        }
    }

    fn instances(
        self,
        name: &str,
        cardinality: Cardinality,
        block: Option<&'a ComponentName>,
    ) -> impl Iterator<Item = Self> + use<'a> {
        let value = self.members.get(name);
        let one = (cardinality == Cardinality::One).then_some(value).flatten().into_iter();
        let many = (cardinality == Cardinality::Many).then(|| items(value)).into_iter().flatten();
        one.chain(many).filter_map(move |instance| {
            let members = instance.as_object()?;
            let component = members.get("__component").and_then(Value::as_str);
            let is_asked = block.is_none_or(|block| component == Some(block.as_str()));
            let owner = members.get("id").and_then(Value::as_i64).map(InstanceId)?;
            is_asked.then_some(Self { owner, members, ..self })
        })
    }
}

/// The present items of a list, or the one item of a single value.
fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        Some(Value::Array(list)) => (None, list.as_slice()),
        other => (other, [].as_slice()),
    };
    one.into_iter().chain(many).filter(|item| !item.is_null())
}

fn system_datum<'a>(subject: &Subject<'a>, field: SystemField) -> Option<Datum<'a>> {
    match field {
        SystemField::Id => Some(Datum::Id(subject.id.0)),
        SystemField::DocumentId => Some(Datum::Document(subject.document)),
        SystemField::CreatedAt => Some(Datum::Time(subject.created_at)),
        SystemField::UpdatedAt => Some(Datum::Time(subject.updated_at)),
        SystemField::PublishedAt => subject.published_at.map(Datum::Time),
        SystemField::Locale => {
            (!subject.locale.is_none()).then(|| Datum::Text(subject.locale.as_str().into()))
        }
    }
}
