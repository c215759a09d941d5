//! Lists of entries that have paths of their own: the front page and the lists of types.
//!
//! The settings say which there are; where they say nothing, the patterns of the types do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::archives::is_listed;
use super::pattern::RoutePattern;
use super::reserved::Holder;
use crate::errors::{FieldErrorCode, FieldErrors, FieldPath};
use crate::schema::{Model, StoredType, TypeName};

/// Most lists that settings may name.
const MOST_LISTS: usize = 100;

/// A list at a path: `/` for the front page, else the path without a locale's prefix, such as `/blog`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListRoute {
    pub path: String,
    /// The type whose entries are listed, by its singular name.
    #[serde(rename = "type")]
    pub content_type: TypeName,
}

/// What the settings say of routes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RouteSettings {
    /// Every list there is; null for those that follow from the patterns of the types.
    pub lists: Option<Vec<ListRoute>>,
}

impl RouteSettings {
    /// Adds to `errors` what is wrong with the lists, each at its place below `routes.lists`.
    pub fn check(&self, model: &Model, errors: &mut FieldErrors) {
        let place = FieldPath::of("routes").field("lists");
        let lists = self.lists.as_deref().unwrap_or_default();
        if lists.len() > MOST_LISTS {
            errors.add(place, FieldErrorCode::TooMany, format!("must be at most {MOST_LISTS} lists"));
            return;
        }
        for (index, list) in lists.iter().enumerate() {
            let place = place.index(index);
            check_path(model, &list.path, &place.field("path"), errors);
            if lists.iter().take(index).any(|other| other.path == list.path) {
                errors.add(place.field("path"), FieldErrorCode::Duplicate, "is there twice");
            }
            match model.content_type(&list.content_type) {
                None => {
                    let message = format!("there is no content type `{}`", list.content_type);
                    errors.add(place.field("type"), FieldErrorCode::NotAnOption, message);
                }
                Some(stored) if !stored.schema.public || stored.schema.route.is_none() => {
                    let message = format!("entries of `{}` have no public pages", list.content_type);
                    errors.add(place.field("type"), FieldErrorCode::NotAnOption, message);
                }
                Some(_) => {}
            }
        }
    }
}

fn check_path(model: &Model, path: &str, place: &FieldPath, errors: &mut FieldErrors) {
    if path == "/" {
        return;
    }
    let has_shape = RoutePattern::parse(path).is_ok_and(|pattern| pattern.is_fixed());
    if !has_shape {
        let message =
            "must be `/` or segments of lower-case letters, digits, `-`, `_` and `.`, such as `/blog`";
        errors.add(place.clone(), FieldErrorCode::Pattern, message);
    } else if let Some(holder) = Holder::of_fixed(path, &model.locales) {
        errors.add(place.clone(), FieldErrorCode::ReservedPath, format!("belongs to {holder}"));
    }
}

impl Model {
    /// The lists of the site; the front page is among them when it lists anything.
    pub fn lists(&self) -> Vec<ListRoute> {
        self.routing.lists.clone().unwrap_or_else(|| suggested(self))
    }

    /// The public type whose list is at `path`, which has no locale's prefix.
    pub fn listed_at(&self, path: &str) -> Option<&Arc<StoredType>> {
        let list = self.lists().into_iter().find(|list| list.path == path)?;
        self.content_type(&list.content_type).filter(|stored| stored.schema.public)
    }
}

/// The front page lists `post`, else the first type that has a list; a type is listed at the fixed segments before the
/// changing ones of its pattern, as at `/blog` of `/blog/{slug}`.
fn suggested(model: &Model) -> Vec<ListRoute> {
    let mut lists: Vec<ListRoute> = Vec::new();
    for stored in model.types().filter(|stored| is_listed(stored)) {
        let path = stored.schema.route.as_deref().and_then(fixed_part);
        if let Some(path) = path.filter(|path| lists.iter().all(|list| list.path != *path)) {
            lists.push(ListRoute { path, content_type: stored.schema.singular.clone() });
        }
    }
    let post = model.by_name("post").filter(|stored| is_listed(stored));
    let front = post.map(|stored| stored.schema.singular.clone());
    let front = front.or_else(|| lists.first().map(|list| list.content_type.clone()));
    lists.extend(front.map(|content_type| ListRoute { path: "/".to_owned(), content_type }));
    lists
}

fn fixed_part(route: &str) -> Option<String> {
    RoutePattern::parse(route).ok()?;
    let (fixed, _) = route.split_once("/{")?;
    (!fixed.is_empty()).then(|| fixed.to_owned())
}
