//! The OpenAPI document of this API, made of the model and of what the caller may do: what they may not read is absent.
//!
//! `paths` says what can be asked, `schemas` what comes back and what may be sent, `fields` what each kind of field is
//! in JSON.

mod fields;
mod paths;
mod schemas;
mod show;

pub(super) use show::show_content_document;

use std::collections::BTreeSet;
use std::sync::Arc;

use galley_domain::roles::{Actor, Permission};
use galley_domain::schema::{Component, ComponentName, ContentType, Field, FieldKind, Model};
use serde_json::{Value, json};

/// The document for one actor.
pub fn content_document(model: &Model, actor: &Actor) -> Value {
    let view = View { model, actor };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Content API",
            "version": "1",
            "description": "The content of this site in the REST dialect of Strapi 5, as far as you may read and \
                            write it. Fields of entries are those of a published one; a draft may lack some.",
        },
        "security": [{}, { "token": [] }],
        "paths": paths::of(view),
        "components": {
            "schemas": schemas::of(view),
            "parameters": paths::parameters(view),
            "responses": { "Error": {
                "description": "A refusal or failure",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
            } },
            "securitySchemes": { "token": {
                "type": "http", "scheme": "bearer", "description": "An access token, `gly_…`",
            } },
        },
    })
}

/// The model as one actor knows it.
#[derive(Clone, Copy)]
struct View<'a> {
    model: &'a Model,
    actor: &'a Actor,
}

impl<'a> View<'a> {
    fn types(self) -> impl Iterator<Item = &'a ContentType> {
        let stored = self.model.types().map(|stored| &stored.schema);
        stored.filter(move |schema| self.actor.may_in(Permission::ReadPublished, schema))
    }

    fn may(self, permission: Permission, schema: &ContentType) -> bool {
        self.actor.may_in(permission, schema)
    }

    /// The fields of a type, or of a component in it, that exist for the actor.
    fn readable(self, schema: &'a ContentType, fields: &'a [Field]) -> impl Iterator<Item = &'a Field> {
        fields.iter().filter(move |field| self.actor.may_read_field(self.model, schema, field))
    }

    /// The components that can be reached from the actor's types, each with the types that lead to it.
    fn components(self) -> Vec<(&'a Arc<Component>, Vec<&'a ContentType>)> {
        let mut found: Vec<(&Arc<Component>, Vec<&ContentType>)> = Vec::new();
        for schema in self.types() {
            let mut names = BTreeSet::new();
            self.collect(schema, &schema.fields, &mut names);
            for component in names.iter().filter_map(|name| self.model.component(name)) {
                match found.iter_mut().find(|(known, _)| known.name == component.name) {
                    Some((_, types)) => types.push(schema),
                    None => found.push((component, vec![schema])),
                }
            }
        }
        found
    }

    fn collect(self, schema: &'a ContentType, fields: &'a [Field], names: &mut BTreeSet<ComponentName>) {
        for field in self.readable(schema, fields) {
            let inner: &[ComponentName] = match &field.kind {
                FieldKind::Component { component, .. } => std::slice::from_ref(component),
                FieldKind::Blocks { components } => components,
                _ => continue,
            };
            for name in inner {
                if names.insert(name.clone())
                    && let Some(component) = self.model.component(name)
                {
                    self.collect(schema, &component.fields, names);
                }
            }
        }
    }
}
