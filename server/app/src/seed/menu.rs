//! The one entry of the content type `menu`.

use std::collections::HashMap;

use galley_domain::ids::DocumentId;
use serde_json::{Map, Value, json};

use super::dataset::{Column, Menu, Section};

/// Its data; a link to a post that is not there has none.
pub(super) fn data(menu: &Menu, posts: &HashMap<usize, DocumentId>) -> Map<String, Value> {
    let sections: Vec<Value> = menu.sections.iter().map(|section| section_data(section, posts)).collect();
    let fields = [("title", json!(menu.title)), ("slug", json!(menu.slug)), ("sections", json!(sections))];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn section_data(section: &Section, posts: &HashMap<usize, DocumentId>) -> Value {
    let columns: Vec<Value> = section.columns.iter().map(|column| column_data(column, posts)).collect();
    json!({"title": section.title, "columns": columns})
}

fn column_data(column: &Column, posts: &HashMap<usize, DocumentId>) -> Value {
    let link = |link: &super::dataset::Link| json!({"label": link.label, "post": posts.get(&link.post)});
    let links: Vec<Value> = column.links.iter().map(link).collect();
    json!({"heading": column.heading, "links": links})
}
