//! Entries on the wire: both stages with what surrounds them, and what a writer sends.

use galley_app::Ctx;
use galley_app::entries::trash::TrashScope;
use galley_app::entries::{EntryState, Row, addressed_locale};
use galley_domain::errors::{FieldError, FieldErrors};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_domain::roles::{Actor, ActorRef, Permission};
use galley_domain::schema::{ContentType, Model, TypeName};
use galley_domain::text::instant;
use galley_domain::values;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use crate::admin::times::shown;
use crate::errors::ApiError;
use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct EntryPath {
    /// The document id.
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(crate) id: DocumentId,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LocaleQuery {
    /// One of the site's locales; the default one when left out. Types that are not localized have none.
    #[param(value_type = Option<String>)]
    locale: Option<Locale>,
}

impl LocaleQuery {
    /// Which locale of an entry is meant.
    pub(crate) async fn of(&self, ctx: &Ctx, document: DocumentId) -> Result<Locale, ApiError> {
        Ok(addressed_locale(ctx, document, self.locale.as_ref()).await?)
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrashQuery {
    /// Only this locale; the whole entry when left out.
    #[param(value_type = Option<String>)]
    locale: Option<Locale>,
}

impl TrashQuery {
    pub(super) async fn scope(&self, ctx: &Ctx, document: DocumentId) -> Result<TrashScope, ApiError> {
        match &self.locale {
            None => Ok(TrashScope::Document),
            named => Ok(TrashScope::Locale(addressed_locale(ctx, document, named.as_ref()).await?)),
        }
    }
}

/// A new entry.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryIn {
    #[schema(value_type = String, example = "post")]
    pub(super) content_type: TypeName,
    /// One of the site's locales; the default one when left out. Types that are not localized have none.
    #[schema(value_type = Option<String>)]
    pub(super) locale: Option<Locale>,
    #[schema(value_type = Object)]
    pub(super) data: Map<String, Value>,
    /// The time that readers see; when it is left out, the first publish sets it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub(super) published_at: Patch<Value>,
}

/// What a draft shall say; attributes that `data` leaves out keep their value.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftIn {
    #[schema(value_type = Object)]
    pub(super) data: Map<String, Value>,
    /// The time that readers see; null to have it set by the next publish.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub(super) published_at: Patch<Value>,
}

/// One locale of an entry.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryOut {
    /// The document id.
    id: String,
    content_type: String,
    #[schema(value_type = Option<String>)]
    locale: Locale,
    /// `draft`, `published`, `changed` (published, and the draft says something else) or `trashed`.
    status: String,
    /// Of the draft; what `If-Match` compares.
    version: i64,
    /// The number of the draft's newest revision.
    revision: Option<i64>,
    /// The public path while it is published.
    path: Option<String>,
    /// All locales of the entry.
    #[schema(value_type = Vec<Option<String>>)]
    locales: Vec<Locale>,
    draft: StageOut,
    published: Option<StageOut>,
    permissions: EntryPermissionsOut,
    /// What a publish would refuse of the slug and the address today. Left out of lists, of the answer to a repeated
    /// request, and for who may not read drafts.
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Vec<WarningOut>>,
}

/// Something that keeps the draft from being published, and from nothing else.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WarningOut {
    /// A JSON pointer into the data.
    path: String,
    /// As those of refused fields.
    code: String,
    message: String,
}

/// One of the two stages.
#[derive(Debug, Serialize, ToSchema)]
struct StageOut {
    /// Typed by the schema of the content type.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
    slug: Option<String>,
    revision: Option<i64>,
    published_at: Option<String>,
    first_published_at: Option<String>,
    created_at: String,
    updated_at: String,
    /// `user:7`, `token:3`, `system`.
    created_by: Option<String>,
    updated_by: Option<String>,
    trashed_at: Option<String>,
}

/// What the caller may do with this entry.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryPermissionsOut {
    edit: bool,
    publish: bool,
    delete: bool,
}

impl EntryOut {
    pub(crate) fn of(model: &Model, actor: &Actor, state: &EntryState) -> Self {
        let EntryState {
            document,
            content_type,
            locale,
            draft,
            published,
            status,
            revision,
            path,
            locales,
            created_by,
        } = state;
        let schema = model.content_type(content_type).map(|stored| &stored.schema);
        let stage = |row: &Row| StageOut::of(model, actor, schema, row);
        let mut draft_shown = stage(draft);
        // Who may write drafts and not read them learns that the write arrived, not what else the draft says.
        if !schema.is_some_and(|schema| actor.may_in(Permission::ReadDrafts, schema)) {
            draft_shown.data.clear();
        }
        Self {
            id: document.to_string(),
            content_type: content_type.to_string(),
            locale: locale.clone(),
            status: status.as_str().to_owned(),
            version: draft.version.0,
            revision: revision.map(|number| number.0),
            path: path.clone(),
            locales: locales.clone(),
            permissions: EntryPermissionsOut::of(actor, schema, *created_by),
            draft: draft_shown,
            published: published.as_ref().map(stage),
            warnings: None,
        }
    }

    pub(crate) fn with(self, warnings: &FieldErrors) -> Self {
        let warning = |error: &FieldError| WarningOut {
            path: error.path.to_pointer(),
            code: error.code.as_str().to_owned(),
            message: error.message.clone(),
        };
        Self { warnings: Some(warnings.iter().map(warning).collect()), ..self }
    }
}

impl StageOut {
    fn of(model: &Model, actor: &Actor, schema: Option<&ContentType>, row: &Row) -> Self {
        let Row {
            version: _,
            revision,
            data,
            slug,
            published_at,
            first_published_at,
            created_at,
            updated_at,
            created_by,
            updated_by,
            trashed_at,
        } = row;
        let author = |author: &Option<ActorRef>| author.map(|author| author.to_string());
        Self {
            data: schema.map(|schema| values::visible(model, actor, schema, data)).unwrap_or_default(),
            slug: slug.clone(),
            revision: revision.map(|number| number.0),
            published_at: shown(*published_at),
            first_published_at: shown(*first_published_at),
            created_at: instant::show(*created_at),
            updated_at: instant::show(*updated_at),
            created_by: author(created_by),
            updated_by: author(updated_by),
            trashed_at: shown(*trashed_at),
        }
    }
}

impl EntryPermissionsOut {
    pub(super) fn of(actor: &Actor, schema: Option<&ContentType>, created_by: Option<ActorRef>) -> Self {
        let may = |permission| schema.is_some_and(|schema| actor.may_on(permission, schema, created_by));
        Self {
            edit: may(Permission::EditEntries),
            publish: may(Permission::PublishEntries),
            delete: may(Permission::DeleteEntries),
        }
    }
}
