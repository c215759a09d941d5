//! The text of one statement and the values it binds.
//!
//! Text is only ever added as a fragment of this program or as the name of an alias, so that nothing that came from a
//! question can become part of it. What differs between databases is decided here; MariaDB will be one more arm.

use galley_domain::ids::{ContentTypeId, DocumentId, PathId, SchemaVersion};
use galley_domain::locales::{Locale, Stage};
use sea_orm::Value;

use crate::dialect::Backend;

/// A table's name within one statement, made unique by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alias {
    letter: char,
    number: usize,
}

/// A value that a statement binds.
pub(super) trait Bound {
    fn into_value(self) -> Value;
}

macro_rules! bound {
    ($($kind:ty => |$value:ident| $made:expr;)*) => {$(
        impl Bound for $kind {
            fn into_value(self) -> Value {
                let $value = self;
                $made
            }
        }
    )*};
}

bound! {
    i64 => |value| Value::BigInt(Some(value));
    i32 => |value| Value::Int(Some(value));
    f64 => |value| Value::Double(Some(value));
    u64 => |value| Value::BigInt(Some(i64::try_from(value).unwrap_or(i64::MAX)));
    String => |value| Value::String(Some(value));
    &str => |value| Value::String(Some(value.to_owned()));
    &Locale => |value| Value::String(Some(value.as_str().to_owned()));
    DocumentId => |value| Value::Uuid(Some(value.uuid()));
    PathId => |value| Value::Int(Some(value.0));
    ContentTypeId => |value| Value::Int(Some(value.0));
    SchemaVersion => |value| Value::Int(Some(value.0));
    Stage => |value| Value::SmallInt(Some(value.number()));
}

#[derive(Debug)]
pub(super) struct Sql {
    backend: Backend,
    text: String,
    values: Vec<Value>,
    aliases: usize,
}

impl Sql {
    pub(super) fn new(backend: Backend) -> Self {
        Self { backend, text: String::with_capacity(1_024), values: Vec::with_capacity(16), aliases: 0 }
    }

    pub(super) fn alias(&mut self, letter: char) -> Alias {
        self.aliases += 1;
        Alias { letter, number: self.aliases }
    }

    pub(super) fn push(&mut self, fragment: &'static str) -> &mut Self {
        self.text.push_str(fragment);
        self
    }

    /// The alias itself, after a table's name.
    pub(super) fn name(&mut self, alias: Alias) -> &mut Self {
        self.text.push(alias.letter);
        self.text.push_str(&alias.number.to_string());
        self
    }

    pub(super) fn column(&mut self, alias: Alias, column: &'static str) -> &mut Self {
        self.name(alias);
        self.text.push('.');
        self.text.push_str(column);
        self
    }

    /// A column as a sort key that no index is to give. SQLite knows no costs of a LIMIT and would follow any index
    /// that is in order; PostgreSQL weighs both ways itself.
    pub(super) fn unindexed(&mut self, alias: Alias, column: &'static str) -> &mut Self {
        self.push(match self.backend {
            Backend::Sqlite => "+",
            Backend::Postgres => "",
        });
        self.column(alias, column)
    }

    pub(super) fn bind(&mut self, value: impl Bound) -> &mut Self {
        self.values.push(value.into_value());
        match self.backend {
            Backend::Sqlite => self.text.push('?'),
            Backend::Postgres => {
                self.text.push('$');
                self.text.push_str(&self.values.len().to_string());
            }
        }
        self
    }

    /// `(?, ?, …)`. The list is filled up to a power of two with its last value, so that lists of all lengths share
    /// few prepared statements. An empty list must not come here.
    pub(super) fn bind_list<T: Bound + Clone>(&mut self, items: &[T]) -> &mut Self {
        const LONGEST_FILLED: usize = 4_096;
        let filled = if items.len() > LONGEST_FILLED { items.len() } else { items.len().next_power_of_two() };
        self.push("(");
        for index in 0..filled {
            if index > 0 {
                self.push(", ");
            }
            if let Some(item) = items.get(index.min(items.len().saturating_sub(1))) {
                self.bind(item.clone());
            }
        }
        self.push(")")
    }

    /// Where the text `needle` begins in a column, from 1; 0 when it does not occur. Compares bytes, unlike LIKE.
    pub(super) fn position(&mut self, alias: Alias, column: &'static str, needle: String) -> &mut Self {
        self.push(match self.backend {
            Backend::Sqlite => "instr(",
            Backend::Postgres => "strpos(",
        });
        self.column(alias, column).push(", ").bind(needle).push(")")
    }

    /// The last characters of a column, as many as `like` has. `like` is not empty.
    pub(super) fn ending(&mut self, alias: Alias, column: &'static str, like: &str) -> &mut Self {
        let length = i32::try_from(like.chars().count()).unwrap_or(i32::MAX);
        match self.backend {
            Backend::Sqlite => self.push("substr(").column(alias, column).push(", ").bind(-length).push(")"),
            Backend::Postgres => self.push("right(").column(alias, column).push(", ").bind(length).push(")"),
        }
    }

    /// Ends a sort key: absent values are the smallest, which SQLite does by itself.
    pub(super) fn absent_smallest(&mut self, is_descending: bool) -> &mut Self {
        self.push(match (is_descending, self.backend) {
            (false, Backend::Sqlite) => "",
            (true, Backend::Sqlite) => " DESC",
            (false, Backend::Postgres) => " NULLS FIRST",
            (true, Backend::Postgres) => " DESC NULLS LAST",
        })
    }

    /// Ends a correlated subquery that is to be asked row by row. PostgreSQL would join it, and sort all of the result.
    pub(super) fn stay_correlated(&mut self) {
        self.push(match self.backend {
            Backend::Postgres => " OFFSET 0",
            Backend::Sqlite => "",
        });
    }

    /// Runs the derived table before it only when a condition holds that no row decides. PostgreSQL asks it once,
    /// before the table is made; SQLite would ask it of every row, and takes it by [`gated_limit`](Self::gated_limit).
    pub(super) fn gate(&mut self, condition: impl FnOnce(&mut Self)) {
        match self.backend {
            Backend::Postgres => {
                self.push(" WHERE ");
                condition(self);
            }
            Backend::Sqlite => {}
        }
    }

    /// The limit inside such a derived table. PostgreSQL has to know the limit to choose its way.
    pub(super) fn gated_limit(&mut self, limit: u64, condition: impl FnOnce(&mut Self)) {
        match self.backend {
            Backend::Postgres => {
                self.bind(limit);
            }
            Backend::Sqlite => {
                self.push("CASE WHEN ");
                condition(self);
                self.push(" THEN ").bind(limit).push(" ELSE 0 END");
            }
        }
    }

    pub(super) fn finish(self) -> (String, Vec<Value>) {
        (self.text, self.values)
    }
}
