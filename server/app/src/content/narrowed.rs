//! Conditions on linked entries, as the cache remembers them: by the documents that satisfy them.
//!
//! An event says which documents an entry names, and not what those say. A list of the posts whose tag is called Rust
//! would have to go whenever any post changes its tags. So it is remembered which documents the condition was true of
//! when the list was read. That stays true for as long as the answer is kept: an event that changes it hits what the
//! condition crosses, and the answer goes for that reason.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::{
    Condition, ContentQuery, Direction, Expected, FieldSelection, LocaleChoice, Operand, Operator, Page,
    Predicate, Selection, SystemField,
};
use galley_domain::schema::{Model, StoredType};
use galley_store::RowSource;
use galley_store::query::run;

/// Documents of one condition that are remembered.
const MOST_DOCUMENTS: u64 = 50;
/// Conditions of one question that are asked about. Any other counts as true of any document.
const MOST_CONDITIONS: usize = 3;

/// The condition of a list with what it says of linked entries put as their documents, where that can be found out in
/// one short statement each.
pub(crate) async fn narrowed(
    source: RowSource<'_>,
    model: &Model,
    query: &ContentQuery,
) -> Option<Predicate> {
    let filter = query.filter.as_ref()?;
    let mut open = Vec::new();
    if query.expected == Expected::List && matches!(query.locale, LocaleChoice::One(_)) {
        collect(filter, &mut open);
    }
    if open.is_empty() {
        return Some(filter.clone());
    }
    let mut known = Vec::with_capacity(open.len().min(MOST_CONDITIONS));
    for (target, condition) in open.into_iter().take(MOST_CONDITIONS) {
        known.push(satisfying(source, model, query, (target, condition)).await);
    }
    Some(replaced(filter, &mut known.into_iter()))
}

/// The conditions on linked entries of which a document alone says nothing, in the order in which they are met.
fn collect<'a>(predicate: &'a Predicate, found: &mut Vec<(&'a Arc<StoredType>, &'a Predicate)>) {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => {
            for part in parts {
                collect(part, found);
            }
        }
        Predicate::Not(inner) => collect(inner, found),
        Predicate::Related { direction: Direction::Owning, target, inner, .. } if !is_of_documents(inner) => {
            found.push((target, inner));
        }
        Predicate::System { .. }
        | Predicate::Value { .. }
        | Predicate::Instance { .. }
        | Predicate::Related { .. }
        | Predicate::HasAsset { .. }
        | Predicate::Decided(_) => {}
    }
}

/// Whether it asks for nothing but which documents they are.
fn is_of_documents(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().all(is_of_documents),
        Predicate::Not(inner) => is_of_documents(inner),
        Predicate::System { field, .. } => *field == SystemField::DocumentId,
        Predicate::Value { .. }
        | Predicate::Instance { .. }
        | Predicate::Related { .. }
        | Predicate::HasAsset { .. }
        | Predicate::Decided(_) => false,
    }
}

/// The documents that satisfy a condition; none when there are many. A failure costs an answer that is dropped more
/// often, and the read that it belongs to has its answer already.
async fn satisfying(
    source: RowSource<'_>,
    model: &Model,
    of: &ContentQuery,
    (target, condition): (&Arc<StoredType>, &Predicate),
) -> Option<Vec<DocumentId>> {
    let locale = if target.schema.localized { of.related_locale.clone() } else { Locale::none() };
    let query = ContentQuery {
        target: Arc::clone(target),
        expected: Expected::List,
        stage: of.stage,
        locale: LocaleChoice::One(locale),
        related_locale: of.related_locale.clone(),
        related_fallbacks: Vec::new(),
        filter: Some(condition.clone()),
        sort: Vec::new(),
        selection: Selection {
            fields: FieldSelection::Named { fields: Vec::new(), system: Vec::new() },
            readable: Arc::from([]),
            populate: Vec::new(),
        },
        page: Page { offset: 0, limit: MOST_DOCUMENTS + 1, by_offset: false, with_total: false },
        cost: 0,
    };
    let answer = run(source, model, &query).await.ok()?;
    let documents: Vec<DocumentId> = answer.entries().map(|row| row.document).collect();
    let is_whole = u64::try_from(documents.len()).is_ok_and(|found| found <= MOST_DOCUMENTS);
    is_whole.then_some(documents)
}

fn replaced(predicate: &Predicate, known: &mut impl Iterator<Item = Option<Vec<DocumentId>>>) -> Predicate {
    match predicate {
        Predicate::All(parts) => Predicate::All(parts.iter().map(|part| replaced(part, known)).collect()),
        Predicate::Any(parts) => Predicate::Any(parts.iter().map(|part| replaced(part, known)).collect()),
        Predicate::Not(inner) => replaced(inner, known).negated(),
        Predicate::Related { path, name, direction: Direction::Owning, target, inner }
            if !is_of_documents(inner) =>
        {
            let inner = known.next().flatten().map_or_else(|| Predicate::clone(inner), one_of);
            Predicate::Related {
                path: *path,
                name: name.clone(),
                direction: Direction::Owning,
                target: Arc::clone(target),
                inner: Box::new(inner),
            }
        }
        Predicate::System { .. }
        | Predicate::Value { .. }
        | Predicate::Instance { .. }
        | Predicate::Related { .. }
        | Predicate::HasAsset { .. }
        | Predicate::Decided(_) => predicate.clone(),
    }
}

fn one_of(documents: Vec<DocumentId>) -> Predicate {
    if documents.is_empty() {
        return Predicate::nothing();
    }
    let operands = documents.into_iter().map(Operand::Document).collect();
    let condition = Condition { operator: Operator::In, operands };
    Predicate::System { field: SystemField::DocumentId, condition }
}
