//! Revisions on the wire.

use galley_app::entries::revisions::{Revision, RevisionSummary};
use galley_domain::ids::{DocumentId, RevisionNumber};
use galley_domain::locales::Locale;
use galley_domain::roles::Actor;
use galley_domain::schema::{ContentType, Model};
use galley_domain::text::instant;
use galley_domain::values;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct RevisionPath {
    /// The document id.
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) id: DocumentId,
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = i64)]
    pub(super) number: RevisionNumber,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryQuery {
    /// One of the site's locales; the default one when left out. Types that are not localized have none.
    #[param(value_type = Option<String>)]
    pub(super) locale: Option<Locale>,
    /// Only revisions before this number: `next` of the page before.
    pub(super) before: Option<u32>,
    /// At most 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub(super) limit: Option<u32>,
}

/// One point of the history, without its data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionOut {
    /// Within the entry and locale, from 1.
    number: i64,
    /// `session`, `save`, `publish`, `schedule`, `restore` or `import`.
    kind: String,
    /// Still rewritten by autosave.
    open: bool,
    name: Option<String>,
    /// `user:7`, `token:3`, `system`.
    authors: Vec<String>,
    created_at: String,
    updated_at: String,
}

/// A part of the history, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryOut {
    pub(super) items: Vec<RevisionOut>,
    /// How many revisions there are in all.
    pub(super) total: u64,
    /// What to ask `before` for the rest; null at the end.
    pub(super) next: Option<i64>,
}

/// One point of the history, in today's schema.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionDataOut {
    #[serde(flatten)]
    summary: RevisionOut,
    /// Typed by the schema of the content type.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
}

impl From<RevisionSummary> for RevisionOut {
    fn from(summary: RevisionSummary) -> Self {
        let RevisionSummary { number, kind, open, name, authors, created_at, updated_at } = summary;
        Self {
            number: number.0,
            kind: kind.as_str().to_owned(),
            open,
            name,
            authors: authors.iter().map(ToString::to_string).collect(),
            created_at: instant::show(created_at),
            updated_at: instant::show(updated_at),
        }
    }
}

impl RevisionDataOut {
    pub(super) fn of(model: &Model, actor: &Actor, schema: &ContentType, revision: Revision) -> Self {
        let Revision { summary, data } = revision;
        Self { summary: summary.into(), data: values::visible(model, actor, schema, &data) }
    }
}
