//! Predicates as conditions in a WHERE clause.
//!
//! A condition that few rows satisfy is written as `id IN (SELECT …)`, so that the database begins with those rows; all
//! others as a correlated EXISTS, which ends with the first row and works along any order.

use galley_domain::locales::{Locale, Stage};
use galley_domain::query::{Condition, ContentQuery, Direction, LocaleChoice, Predicate, ValueColumn};
use galley_domain::schema::StoredType;

use super::exactness::is_selective;
use super::sql::{Alias, Sql};
use super::{conditions, instances};
use crate::dialect::Backend;

/// Which rows of `entries` a question is about, apart from its conditions.
#[derive(Debug, Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) stage: Stage,
    pub(super) locale: &'a LocaleChoice,
    pub(super) related_locale: &'a Locale,
    pub(super) related_fallbacks: &'a [Locale],
}

impl<'a> World<'a> {
    pub(super) fn of(query: &'a ContentQuery) -> Self {
        Self {
            stage: query.stage,
            locale: &query.locale,
            related_locale: &query.related_locale,
            related_fallbacks: &query.related_fallbacks,
        }
    }

    /// The locale in which entries of a type are reached from an entry with `parent`.
    pub(super) fn locale_below(self, parent: &Locale, target: &StoredType) -> Locale {
        if !target.schema.localized {
            Locale::none()
        } else if *self.locale == LocaleChoice::Any && !parent.is_none() {
            parent.clone()
        } else {
            self.related_locale.clone()
        }
    }

    /// Where the entries of a type are looked for from an entry with `parent`, the nearest first.
    pub(super) fn locales_below(self, parent: &Locale, target: &StoredType) -> impl Iterator<Item = Locale> {
        let further = if target.schema.localized { self.related_fallbacks } else { &[] };
        std::iter::once(self.locale_below(parent, target)).chain(further.iter().cloned())
    }

    /// The one locale in which all entries of a type are taken, when there is one.
    pub(super) fn fixed_locale(self, target: &StoredType) -> Option<Locale> {
        (!target.schema.localized || *self.locale != LocaleChoice::Any)
            .then(|| self.locale_below(&Locale::none(), target))
    }
}

/// A statement that is being written about entries of one world.
pub(super) struct Statement<'a> {
    pub(super) sql: Sql,
    pub(super) world: World<'a>,
    /// The entries that are being walked along an index, one by one: nothing else is begun with.
    pub(super) walked: Option<Alias>,
}

/// Rows of `entries` under an alias.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entries<'a> {
    pub(super) alias: Alias,
    pub(super) of: &'a StoredType,
}

impl<'w> Statement<'w> {
    pub(super) fn new(backend: Backend, world: World<'w>) -> Self {
        Self { sql: Sql::new(backend), world, walked: None }
    }

    pub(super) fn entries<'a>(&mut self, of: &'a StoredType) -> Entries<'a> {
        Entries { alias: self.sql.alias('e'), of }
    }

    /// Type, stage, locale and trash of entries that stand alone or are reached from `parent`.
    pub(super) fn visible(&mut self, entries: Entries<'_>, parent: Option<Entries<'_>>) {
        let alias = entries.alias;
        let (stage, id) = (self.world.stage, entries.of.id);
        let sql = &mut self.sql;
        sql.column(alias, "content_type_id").push(" = ").bind(id);
        sql.push(" AND ").column(alias, "stage").push(" = ").bind(stage);
        let parent = parent.filter(|parent| parent.of.schema.localized);
        match (self.world.fixed_locale(entries.of), parent) {
            (Some(locale), _) => {
                sql.push(" AND ").column(alias, "locale").push(" = ").bind(&locale);
            }
            (None, Some(parent)) => {
                sql.push(" AND ").column(alias, "locale").push(" = ").column(parent.alias, "locale");
            }
            (None, None) => {}
        }
        self.not_in_trash(alias);
    }

    /// As [`visible`](Self::visible), for entries reached from a type that has no locales or from `parent`.
    pub(super) fn visible_below(&mut self, entries: Entries<'_>, parent: Entries<'_>) {
        self.visible(entries, Some(parent));
        if self.world.fixed_locale(entries.of).is_none() && !parent.of.schema.localized {
            let locale = self.world.related_locale;
            self.sql.push(" AND ").column(entries.alias, "locale").push(" = ").bind(locale);
        }
    }

    /// All of a type that satisfy the filter.
    pub(super) fn matching(&mut self, entries: Entries<'_>, filter: &Predicate) {
        self.visible(entries, None);
        if !matches!(filter, Predicate::All(parts) if parts.is_empty()) {
            self.sql.push(" AND ");
            self.predicate(entries, filter);
        }
    }

    /// The trash has no published rows.
    pub(super) fn not_in_trash(&mut self, alias: Alias) {
        if self.world.stage == Stage::Draft {
            let document = self.sql.alias('d');
            let sql = &mut self.sql;
            sql.push(" AND ").column(alias, "trashed_at").push(" IS NULL");
            sql.push(" AND NOT EXISTS (SELECT 1 FROM documents ").name(document);
            sql.push(" WHERE ").column(document, "id").push(" = ").column(alias, "document_id");
            sql.push(" AND ").column(document, "trashed_at").push(" IS NOT NULL)");
        }
    }

    /// A predicate that SQL decides, as a condition on rows of `entries`.
    pub(super) fn predicate(&mut self, entries: Entries<'_>, predicate: &Predicate) {
        match predicate {
            Predicate::All(parts) => self.joined(entries, parts, " AND ", "1 = 1"),
            Predicate::Any(parts) => self.joined(entries, parts, " OR ", "1 = 0"),
            Predicate::Not(inner) => {
                self.sql.push("NOT (");
                self.predicate(entries, inner);
                self.sql.push(")");
            }
            Predicate::System { field, condition } => {
                conditions::system(&mut self.sql, entries.alias, *field, condition);
            }
            Predicate::Value { condition, .. } => self.value(entries, predicate, condition),
            Predicate::Related { direction: Direction::Inverse, .. } => self.inverse(entries, predicate),
            Predicate::Related { .. } | Predicate::HasAsset { .. } => self.leaf(entries, predicate),
            Predicate::Instance { inner, .. } => instances::any(self, entries, inner),
            // Those who decide take it out of what SQL decides.
            Predicate::Decided(_) => {
                self.sql.push("1 = 0");
            }
        }
    }

    fn joined(&mut self, entries: Entries<'_>, parts: &[Predicate], by: &'static str, none: &'static str) {
        if parts.is_empty() {
            self.sql.push(none);
            return;
        }
        self.sql.push("(");
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.sql.push(by);
            }
            self.predicate(entries, part);
        }
        self.sql.push(")");
    }

    fn value(&mut self, entries: Entries<'_>, leaf: &Predicate, condition: &Condition) {
        if condition.operator == galley_domain::query::Operator::Null {
            self.sql.push("NOT ");
            self.exists(entries, &present(leaf));
        } else {
            self.leaf(entries, leaf);
        }
    }

    /// A leaf of `field_values` or `links` that holds when it has a row.
    pub(super) fn leaf(&mut self, entries: Entries<'_>, leaf: &Predicate) {
        if is_selective(leaf) && self.walked != Some(entries.alias) {
            let row = self.sql.alias('r');
            self.sql.column(entries.alias, "id").push(" IN (SELECT ").column(row, "entry_id");
            self.rows_of_leaf(entries, row, leaf);
            self.same_world(entries, row);
            self.sql.push(")");
        } else {
            self.exists(entries, leaf);
        }
    }

    fn exists(&mut self, entries: Entries<'_>, leaf: &Predicate) {
        let row = self.sql.alias('r');
        self.sql.push("EXISTS (SELECT 1");
        self.rows_of_leaf(entries, row, leaf);
        self.sql.push(" AND ").column(row, "entry_id").push(" = ").column(entries.alias, "id");
        if self.walked == Some(entries.alias) {
            self.sql.stay_correlated();
        }
        self.sql.push(")");
    }

    /// ` FROM … WHERE …` of the rows that make a leaf hold, whichever entry they belong to.
    pub(super) fn rows_of_leaf(&mut self, entries: Entries<'_>, row: Alias, leaf: &Predicate) {
        match leaf {
            Predicate::Value { path, column, condition, .. } => {
                self.sql.push(" FROM field_values ").name(row);
                self.sql.push(" WHERE ").column(row, "path_id").push(" = ").bind(*path).push(" AND ");
                conditions::value(&mut self.sql, row, *column, condition);
            }
            Predicate::Related { path, target, inner, .. } => {
                let reached = self.entries(target);
                let sql = &mut self.sql;
                sql.push(" FROM links ").name(row).push(" JOIN entries ").name(reached.alias);
                sql.push(" ON ").column(reached.alias, "document_id").push(" = ").column(row, "target");
                sql.push(" WHERE ").column(row, "path_id").push(" = ").bind(*path).push(" AND ");
                self.visible_below(reached, entries);
                self.sql.push(" AND ");
                self.predicate(reached, inner);
            }
            Predicate::HasAsset { path, .. } => {
                self.sql.push(" FROM links ").name(row);
                self.sql.push(" WHERE ").column(row, "path_id").push(" = ").bind(*path);
            }
            _ => {
                self.sql.push(" FROM links ").name(row).push(" WHERE 1 = 0");
            }
        }
    }

    /// Narrows rows that are looked at before their entries: the indexes have these columns first.
    pub(super) fn same_world(&mut self, entries: Entries<'_>, row: Alias) {
        self.sql.push(" AND ").column(row, "stage").push(" = ").bind(self.world.stage);
        if let Some(locale) = self.world.fixed_locale(entries.of) {
            self.sql.push(" AND ").column(row, "locale").push(" = ").bind(&locale);
        }
    }

    /// The entries that lead here are those whose links name this document.
    fn inverse(&mut self, entries: Entries<'_>, related: &Predicate) {
        let Predicate::Related { path, target, inner, .. } = related else { return };
        let link = self.sql.alias('l');
        let source = self.entries(target);
        let is_list = is_selective(inner);
        if is_list {
            self.sql.column(entries.alias, "document_id").push(" IN (SELECT ").column(link, "target");
        } else {
            self.sql.push("EXISTS (SELECT 1");
        }
        self.sql.push(" FROM links ").name(link).push(" JOIN entries ").name(source.alias);
        self.sql.push(" ON ").column(source.alias, "id").push(" = ").column(link, "entry_id");
        self.sql.push(" WHERE ").column(link, "path_id").push(" = ").bind(*path).push(" AND ");
        self.visible_below(source, entries);
        self.sql.push(" AND ");
        self.predicate(source, inner);
        if !is_list {
            self.sql.push(" AND ").column(link, "target").push(" = ").column(entries.alias, "document_id");
        }
        self.sql.push(")");
    }
}

/// The same leaf, with any value.
pub(super) fn present(leaf: &Predicate) -> Predicate {
    let mut leaf = leaf.clone();
    if let Predicate::Value { condition, column, .. } = &mut leaf {
        *condition = Condition { operator: galley_domain::query::Operator::NotNull, operands: Vec::new() };
        // Any column will do: only the row's presence counts.
        *column = ValueColumn::Text;
    }
    leaf
}
