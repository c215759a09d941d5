//! The model on the wire: files stay in Strapi's shape, with what the database adds beside them.

use galley_app::content_types::ChangeReport;
use galley_domain::roles::{Actor, Permission};
use galley_domain::schema::file::{Source, write_component, write_content_type};
use galley_domain::schema::{Component, StoredType, TypeName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TypePath {
    /// The singular name.
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(crate) name: TypeName,
}

/// Files to apply; what they leave out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelIn {
    pub(super) files: Vec<ModelFileIn>,
}

/// One file of a model.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelFileIn {
    /// As in a folder of the model: `components/shared/seo.json` is a component, everything else a content type.
    #[schema(example = "api/post/content-types/post/schema.json")]
    path: String,
    #[schema(value_type = Object)]
    schema: Map<String, Value>,
}

/// What a change did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppliedOut {
    /// A sentence each; none when the model was so already.
    changes: Vec<String>,
    /// What is allowed and may not be meant, such as two types whose entries can want one path.
    warnings: Vec<String>,
}

impl From<ChangeReport> for AppliedOut {
    fn from(ChangeReport { changes, warnings }: ChangeReport) -> Self {
        Self { changes, warnings }
    }
}

/// A content type.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TypeOut {
    /// The singular name.
    name: String,
    /// Raised by one with every change of the type or of a component in it.
    version: i32,
    /// The content of its `schema.json`, with the ids of its fields.
    #[schema(value_type = Object)]
    schema: Value,
    permissions: TypePermissionsOut,
}

/// What the caller may do with entries of a type; each entry says what holds for itself.
#[derive(Debug, Serialize, ToSchema)]
struct TypePermissionsOut {
    read_drafts: bool,
    create: bool,
    publish: bool,
}

/// Content types, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TypesOut {
    pub(super) items: Vec<TypeOut>,
}

/// A component.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComponentOut {
    name: String,
    /// The content of its file.
    #[schema(value_type = Object)]
    schema: Value,
}

/// Components, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComponentsOut {
    pub(super) items: Vec<ComponentOut>,
}

impl From<ModelFileIn> for Source {
    fn from(ModelFileIn { path, schema }: ModelFileIn) -> Self {
        Self { path, text: Value::Object(schema).to_string() }
    }
}

impl TypeOut {
    pub(super) fn of(actor: &Actor, stored: &StoredType) -> Self {
        let StoredType { id: _, version, schema, paths: _, steps: _ } = stored;
        Self {
            name: schema.singular.to_string(),
            version: version.0,
            schema: write_content_type(schema),
            permissions: TypePermissionsOut {
                read_drafts: actor.may_in(Permission::ReadDrafts, schema),
                create: actor.may_in(Permission::CreateEntries, schema),
                publish: actor.may_in(Permission::PublishEntries, schema),
            },
        }
    }
}

impl ComponentOut {
    pub(super) fn of(component: &Component) -> Self {
        Self { name: component.name.to_string(), schema: write_component(component) }
    }
}
