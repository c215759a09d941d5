//! A query as it was asked: names are plain text, nothing has been looked up yet.

use super::operator::Operator;

/// Why a query was refused. The content API answers 400 with this sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Unknown, or not readable by this actor: the two are the same on purpose.
    #[error("Invalid key {name}")]
    UnknownField { clause: &'static str, name: String },
    #[error("{message}")]
    Invalid { clause: &'static str, message: String },
    #[error("the query is over its budget at `{field}`: {found} rows, at most {limit}")]
    OverBudget { field: String, found: u64, limit: u64 },
    /// `status=draft` without the right to read drafts.
    #[error("not allowed to read drafts")]
    DraftsForbidden,
}

impl QueryError {
    pub fn invalid(clause: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { clause, message: message.into() }
    }
}

/// Conditions by name. Operands are text; the field they meet gives them a type.
#[derive(Debug, Clone, PartialEq)]
pub enum RequestedFilter {
    All(Vec<RequestedFilter>),
    Any(Vec<RequestedFilter>),
    Not(Box<RequestedFilter>),
    /// Conditions on (or below) the field of this name.
    On {
        field: String,
        condition: Box<RequestedFilter>,
    },
    /// A comparison of the field around it. `$in`, `$notIn` and `$between` have several operands.
    Compare {
        operator: Operator,
        operands: Vec<String>,
    },
}

/// `author.name:desc`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedSort {
    pub path: Vec<String>,
    pub descending: bool,
}

/// Which scalars to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum RequestedFields {
    #[default]
    All,
    Named(Vec<String>),
}

/// What to show beyond scalars.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RequestedPopulate {
    #[default]
    Nothing,
    /// `populate=*`: everything, one level deep.
    Everything,
    Named(Vec<(String, RequestedQuery)>),
}

/// Page numbers or offsets; mixing them is refused by the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RequestedPage {
    pub page: Option<u64>,
    pub page_size: Option<u64>,
    pub start: Option<u64>,
    pub limit: Option<u64>,
    pub without_count: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum RequestedLocale {
    #[default]
    Default,
    Any,
    Code(String),
}

/// A whole query, or the part of one that hangs below a populated field.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RequestedQuery {
    pub filter: Option<RequestedFilter>,
    pub sort: Vec<RequestedSort>,
    pub fields: RequestedFields,
    pub populate: RequestedPopulate,
    pub page: RequestedPage,
    /// `status`; only at the top.
    pub draft: bool,
    /// `locale`; only at the top.
    pub locale: RequestedLocale,
    /// `_q`; only at the top.
    pub search: Option<String>,
    /// `populate[blocks][on][shared.quote]`: what to show of each component of a blocks field.
    pub on: Vec<(String, RequestedQuery)>,
}
