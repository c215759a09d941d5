//! The comparison operators of the content API.

use std::str::FromStr;

/// One comparison; the wire form starts with `$`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Eq,
    Eqi,
    Ne,
    Nei,
    Lt,
    Lte,
    Gt,
    Gte,
    In,
    NotIn,
    Contains,
    NotContains,
    Containsi,
    NotContainsi,
    Null,
    NotNull,
    Between,
    StartsWith,
    StartsWithi,
    EndsWith,
    EndsWithi,
}

impl Operator {
    pub const ALL: [Self; 21] = [
        Self::Eq,
        Self::Eqi,
        Self::Ne,
        Self::Nei,
        Self::Lt,
        Self::Lte,
        Self::Gt,
        Self::Gte,
        Self::In,
        Self::NotIn,
        Self::Contains,
        Self::NotContains,
        Self::Containsi,
        Self::NotContainsi,
        Self::Null,
        Self::NotNull,
        Self::Between,
        Self::StartsWith,
        Self::StartsWithi,
        Self::EndsWith,
        Self::EndsWithi,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "$eq",
            Self::Eqi => "$eqi",
            Self::Ne => "$ne",
            Self::Nei => "$nei",
            Self::Lt => "$lt",
            Self::Lte => "$lte",
            Self::Gt => "$gt",
            Self::Gte => "$gte",
            Self::In => "$in",
            Self::NotIn => "$notIn",
            Self::Contains => "$contains",
            Self::NotContains => "$notContains",
            Self::Containsi => "$containsi",
            Self::NotContainsi => "$notContainsi",
            Self::Null => "$null",
            Self::NotNull => "$notNull",
            Self::Between => "$between",
            Self::StartsWith => "$startsWith",
            Self::StartsWithi => "$startsWithi",
            Self::EndsWith => "$endsWith",
            Self::EndsWithi => "$endsWithi",
        }
    }
}

impl FromStr for Operator {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|operator| operator.as_str() == text).ok_or(())
    }
}
