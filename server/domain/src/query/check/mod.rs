//! Checks a requested query against the model and the actor, and gives every name its path and every operand its type.
//!
//! One rule stands above the others: what the actor may not read does not exist. Names are therefore looked up in one
//! place (`scope`), which refuses a hidden name and an unknown one in the same way, before anything else is said
//! about it.

mod cost;
mod filters;
mod operands;
mod pages;
mod populate;
mod relations;
mod scope;
mod sort;

#[cfg(test)]
mod tests;

pub use populate::ASSET_MEMBERS;

use std::sync::Arc;

use super::content_query::{ContentQuery, Expected, LocaleChoice};
use super::requested::{QueryError, RequestedLocale, RequestedQuery};
use crate::locales::{Locale, Stage};
use crate::roles::{Actor, Permission};
use crate::schema::{Model, StoredType, TypeName};
use scope::Scope;

/// Relations that a name may cross, from the queried type.
pub const MAX_RELATION_DEPTH: usize = 5;
/// Relations and components that a name may cross.
pub const MAX_NESTING: usize = 12;
/// Comparisons of all filters together.
pub const MAX_CONDITIONS: usize = 50;
/// Operands of `$in` and `$notIn`.
pub const MAX_OPERANDS: usize = 200;
pub const MAX_SORT_KEYS: usize = 10;
/// Entries of one page.
pub const MAX_PAGE_SIZE: u64 = 100;
pub const DEFAULT_PAGE_SIZE: u64 = 25;
/// The furthest place that a page may begin at.
pub const MAX_OFFSET: u64 = 1_000_000;
/// Entries and assets of one answer.
pub const ROW_BUDGET: u64 = 10_000;
/// How many items a list is taken to have when a query is priced.
pub const LIST_CARDINALITY: u64 = 20;
/// Linked entries that one parent shows when no page was asked for.
pub const MAX_UNPAGED: u64 = 1_000;
/// Groups within groups.
const MAX_GROUPS: usize = 32;

/// The collection at `/api/{plural}`; one that the actor may not read does not exist.
pub fn readable_collection<'a>(model: &'a Model, actor: &Actor, plural: &str) -> Option<&'a Arc<StoredType>> {
    model.collection(plural).filter(|found| actor.may_in(Permission::ReadPublished, &found.schema))
}

/// The single at `/api/{singular}`; one that the actor may not read does not exist.
pub fn readable_single<'a>(model: &'a Model, actor: &Actor, singular: &str) -> Option<&'a Arc<StoredType>> {
    model.single(singular).filter(|found| actor.may_in(Permission::ReadPublished, &found.schema))
}

/// The type of this name; one that the actor may not read does not exist.
pub fn readable_type<'a>(model: &'a Model, actor: &Actor, name: &TypeName) -> Option<&'a Arc<StoredType>> {
    model.content_type(name).filter(|found| actor.may_in(Permission::ReadPublished, &found.schema))
}

/// What may be asked of `target`, which is one of `model`'s types.
pub fn check(
    model: &Model,
    actor: &Actor,
    target: &Arc<StoredType>,
    requested: &RequestedQuery,
    expected: Expected,
) -> Result<ContentQuery, QueryError> {
    if !actor.may_in(Permission::ReadPublished, &target.schema) {
        // Callers look types up with the functions above; this is for the one that forgot.
        return Err(QueryError::UnknownField {
            clause: "type",
            name: target.schema.singular.as_str().to_owned(),
        });
    }
    if requested.draft && !actor.may_in(Permission::ReadDrafts, &target.schema) {
        return Err(QueryError::DraftsForbidden);
    }
    if requested.search.as_ref().is_some_and(|text| !text.trim().is_empty()) {
        return Err(QueryError::invalid("_q", "search is not available in this version"));
    }
    let stage = if requested.draft { Stage::Draft } else { Stage::Published };
    let (locale, related_locale) = locales(model, target, &requested.locale, &expected)?;
    let mut checker = Checker { model, actor, stage, conditions: 0, groups: 0 };
    let scope = Scope::of_type(target);
    let filter = checker.filter(&scope, requested.filter.as_ref())?;
    let sort = checker.sort(&scope, &requested.sort)?;
    let selection = checker.selection(&scope, requested)?;
    let page = pages::of_list(&requested.page, &expected)?;
    let cost = cost::check(page.limit, &selection)?;
    Ok(ContentQuery {
        target: Arc::clone(target),
        expected,
        stage,
        locale,
        related_locale,
        related_fallbacks: Vec::new(),
        filter,
        sort,
        selection,
        page,
        cost,
    })
}

/// What stays the same while a query is checked, and how much of its allowance is used.
struct Checker<'a> {
    model: &'a Model,
    actor: &'a Actor,
    stage: Stage,
    conditions: usize,
    /// How many groups stand around what is being checked.
    groups: usize,
}

fn locales(
    model: &Model,
    target: &StoredType,
    requested: &RequestedLocale,
    expected: &Expected,
) -> Result<(LocaleChoice, Locale), QueryError> {
    let asked = match requested {
        RequestedLocale::Default => Some(model.default_locale()),
        RequestedLocale::Any if *expected == Expected::List => None,
        RequestedLocale::Any => {
            return Err(QueryError::invalid("locale", "`*` is possible in lists only"));
        }
        RequestedLocale::Code(code) => Some(known_locale(model, code)?),
    };
    let related = asked.clone().unwrap_or_else(|| model.default_locale());
    let choice = match asked {
        _ if !target.schema.localized => LocaleChoice::One(Locale::none()),
        Some(locale) => LocaleChoice::One(locale),
        None => LocaleChoice::Any,
    };
    Ok((choice, related))
}

fn known_locale(model: &Model, code: &str) -> Result<Locale, QueryError> {
    let locale: Locale = code
        .parse()
        .map_err(|error: crate::ids::IdError| QueryError::invalid("locale", error.to_string()))?;
    if model.locales.contains(&locale) {
        Ok(locale)
    } else {
        Err(QueryError::invalid("locale", format!("unknown locale: `{locale}`")))
    }
}
