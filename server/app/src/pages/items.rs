//! Answers of queries as items: one map for each entry, with what hangs below it, for reading by name.
//!
//! Only what the public role may read gets into an item, whatever the row holds.

use galley_domain::ids::{DocumentId, InstanceId};
use galley_domain::query::{
    Assets, ComponentPopulate, ContentQuery, Direction, FieldSelection, Populate, PopulateKind, RelatedQuery,
    Selection, SystemField,
};
use galley_domain::roles::Actor;
use galley_domain::schema::{Cardinality, Model, StoredType};
use galley_domain::text::instant;
use galley_domain::values::{upcast, visible};
use galley_store::StoreError;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::content::{Answer, AssetRow, Content, EntryNode, EntryRow, Leaf, NodeIndex, Target};
use crate::error::AppError;

/// An entry by the names of its members, as the content API calls them.
pub(super) type Item = Map<String, Value>;

/// What must be encoded in the name of a file.
const FILE_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The entries of the page, in order.
pub(super) fn items(model: &Model, query: &ContentQuery, answer: &Answer) -> Result<Vec<Item>, AppError> {
    let walk = Walk { model, answer };
    answer.top.iter().map(|index| walk.item(*index, &query.target, &query.selection)).collect()
}

struct Walk<'a> {
    model: &'a Model,
    answer: &'a Answer,
}

impl Walk<'_> {
    fn item(&self, index: NodeIndex, stored: &StoredType, selection: &Selection) -> Result<Item, AppError> {
        let node = self.answer.node(index);
        let mut item = self.members(&node.row, stored, selection)?;
        add_system_members(&mut item, &node.row, selection);
        for populate in &selection.populate {
            let value = self.populated(node, populate, item.get(&populate.name))?;
            item.insert(populate.name.clone(), value);
        }
        Ok(item)
    }

    /// The scalars that the selection shows, and the components that it populates.
    fn members(&self, row: &EntryRow, stored: &StoredType, selection: &Selection) -> Result<Item, AppError> {
        let shown: &[String] = match &selection.fields {
            FieldSelection::Served => &selection.readable,
            FieldSelection::Named { fields, .. } => fields,
        };
        let mut members = match &row.content {
            Content::Leaves(leaves) => {
                let values = leaves.iter().map(|leaf| leaf.as_ref().map_or(Value::Null, leaf_value));
                return Ok(shown.iter().cloned().zip(values).collect());
            }
            Content::Served(members) => parse(&format!("{{{members}}}"))?,
            Content::Data(data) => {
                let data = upcast(self.model, stored, row.schema_version, &parse(data)?);
                visible(self.model, &Actor::Anonymous, &stored.schema, &data)
            }
        };
        members.retain(|name, _| {
            shown.contains(name) || selection.populate.iter().any(|populate| populate.name == *name)
        });
        Ok(members)
    }

    fn populated(
        &self,
        node: &EntryNode,
        populate: &Populate,
        stored: Option<&Value>,
    ) -> Result<Value, AppError> {
        match &populate.kind {
            PopulateKind::Related(query) => self.related(node, query),
            PopulateKind::Assets(assets) => Ok(self.pictures(node, assets, InstanceId::TOP)),
            PopulateKind::Component { of, cardinality: _ } => {
                Ok(stored.map_or(Value::Null, |stored| self.with_pictures(node, of, stored)))
            }
            // Scalars of blocks are in the document already; pages need no more of them.
            PopulateKind::Blocks { .. } => Ok(stored.cloned().unwrap_or(Value::Null)),
        }
    }

    /// The files that the entry, or one of its component instances, leads to.
    fn pictures(&self, node: &EntryNode, assets: &Assets, owner: InstanceId) -> Value {
        let linked = node.linked(Direction::Owning, assets.path, owner);
        let pictures = linked.iter().filter_map(|linked| match linked.target {
            Target::Asset(index) => Some(picture(self.answer.asset(index))),
            Target::Entry(_) => None,
        });
        one_or_many(assets.cardinality, pictures.collect())
    }

    /// A component, or a list of them, with the pictures that were asked for; its scalars are in the document already.
    fn with_pictures(&self, node: &EntryNode, of: &ComponentPopulate, stored: &Value) -> Value {
        match stored {
            Value::Array(instances) => {
                instances.iter().map(|instance| self.with_pictures(node, of, instance)).collect()
            }
            Value::Object(members) => {
                let mut members = members.clone();
                let owner = members.get("id").and_then(Value::as_i64).map_or(InstanceId::TOP, InstanceId);
                for populate in &of.selection.populate {
                    if let PopulateKind::Assets(assets) = &populate.kind {
                        members.insert(populate.name.clone(), self.pictures(node, assets, owner));
                    }
                }
                Value::Object(members)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => stored.clone(),
        }
    }

    fn related(&self, node: &EntryNode, query: &RelatedQuery) -> Result<Value, AppError> {
        let mut found = Vec::new();
        for linked in node.linked(query.direction, query.path, InstanceId::TOP) {
            if let Target::Entry(index) = linked.target {
                found.push(Value::Object(self.item(index, &query.target, &query.selection)?));
            }
        }
        Ok(one_or_many(query.cardinality, found))
    }
}

fn add_system_members(item: &mut Item, row: &EntryRow, selection: &Selection) {
    let shows = |field: SystemField| match &selection.fields {
        FieldSelection::Served => true,
        FieldSelection::Named { system, .. } => system.contains(&field),
    };
    item.insert("id".to_owned(), json!(row.id));
    item.insert("documentId".to_owned(), json!(row.document));
    let times = [
        (SystemField::CreatedAt, "createdAt", Some(row.created_at)),
        (SystemField::UpdatedAt, "updatedAt", Some(row.updated_at)),
        (SystemField::PublishedAt, "publishedAt", row.published_at),
    ];
    for (field, name, time) in times {
        if shows(field) {
            item.insert(name.to_owned(), json!(time.map(instant::show)));
        }
    }
}

pub(super) fn one_or_many(cardinality: Cardinality, mut found: Vec<Value>) -> Value {
    match cardinality {
        Cardinality::Many => Value::Array(found),
        Cardinality::One if found.is_empty() => Value::Null,
        Cardinality::One => found.swap_remove(0),
    }
}

fn leaf_value(leaf: &Leaf) -> Value {
    match leaf {
        Leaf::Text(text) => json!(text),
        Leaf::Integer(number) => json!(number),
        Leaf::Boolean(flag) => json!(flag),
    }
}

/// Where the file of an asset is.
pub(super) fn media_url(document: DocumentId, name: &str) -> String {
    format!("/media/{document}/{}", utf8_percent_encode(name, FILE_NAME))
}

/// What a page shows of a picture.
fn picture(asset: &AssetRow) -> Value {
    json!({
        "url": media_url(asset.document, &asset.name),
        "alternativeText": asset.alternative_text,
        "width": asset.width,
        "height": asset.height,
        "mime": asset.mime,
        "size": asset.bytes,
    })
}

fn parse(text: &str) -> Result<Map<String, Value>, AppError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Corrupt { table: "entries", problem: error.to_string() }.into())
}
