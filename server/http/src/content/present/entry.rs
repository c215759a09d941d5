//! One entry: its ids, the members that its selection names, its times, and what is populated.

use galley_app::content::{Answer, Content, EntryNode, EntryRow, Leaf, Linked, NodeIndex, Target};
use galley_domain::ids::InstanceId;
use galley_domain::query::{
    Assets, FieldSelection, Populate, PopulateKind, RelatedQuery, Selection, SystemField,
};
use galley_domain::schema::{Cardinality, StoredType};

use super::members::Members;
use super::scalars::{document, integer, text, time};
use super::{ModelRef, PresentError, instance, media};

/// An answer that is being written.
#[derive(Clone, Copy)]
pub(super) struct Presented<'a> {
    pub(super) model: ModelRef<'a>,
    pub(super) answer: &'a Answer,
}

impl Presented<'_> {
    pub(super) fn entry(
        self,
        out: &mut Vec<u8>,
        index: NodeIndex,
        of: &StoredType,
        selection: &Selection,
    ) -> Result<(), PresentError> {
        let node = self.answer.node(index);
        let row = &node.row;
        out.extend_from_slice(b"{\"id\":");
        integer(out, row.id.0);
        out.extend_from_slice(b",\"documentId\":");
        document(out, row.document);
        let names = match &selection.fields {
            FieldSelection::Served => &*selection.readable,
            FieldSelection::Named { fields, .. } => fields.as_slice(),
        };
        let members = match &row.content {
            Content::Served(served) => {
                if !served.is_empty() {
                    out.push(b',');
                    out.extend_from_slice(served.as_bytes());
                }
                None
            }
            Content::Leaves(leaves) => {
                names.iter().zip(leaves).for_each(|(name, value)| leaf(out, name, value.as_ref()));
                None
            }
            Content::Data(data) => {
                let members = Members::of_document(self.model, of, row, data)?;
                scalars(out, &members, names);
                Some(members)
            }
        };
        system(out, row, &selection.fields);
        for populate in &selection.populate {
            self.populated(out, (node, InstanceId::TOP), members.as_ref(), populate)?;
        }
        out.push(b'}');
        Ok(())
    }

    /// One populated member of an entry or of a component instance of it.
    pub(super) fn populated(
        self,
        out: &mut Vec<u8>,
        (node, owner): (&EntryNode, InstanceId),
        members: Option<&Members<'_>>,
        populate: &Populate,
    ) -> Result<(), PresentError> {
        member(out, &populate.name);
        let stored = || members.and_then(|members| members.get(&populate.name));
        match &populate.kind {
            PopulateKind::Related(related) => self.related(out, node, owner, related),
            PopulateKind::Assets(assets) => {
                self.assets(out, node, owner, assets);
                Ok(())
            }
            PopulateKind::Component { cardinality, of } => {
                instance::component(self, out, node, stored().as_deref(), (*cardinality, of))
            }
            PopulateKind::Blocks { of } => instance::blocks(self, out, node, stored().as_deref(), of),
        }
    }

    fn related(
        self,
        out: &mut Vec<u8>,
        node: &EntryNode,
        owner: InstanceId,
        related: &RelatedQuery,
    ) -> Result<(), PresentError> {
        let entry = |out: &mut Vec<u8>, linked: &Linked| match linked.target {
            Target::Entry(index) => self.entry(out, index, &related.target, &related.selection),
            Target::Asset(_) => Ok(()),
        };
        let linked = node.linked(related.direction, related.path, owner);
        one_or_many(out, related.cardinality, linked, entry)
    }

    fn assets(self, out: &mut Vec<u8>, node: &EntryNode, owner: InstanceId, assets: &Assets) {
        let asset = |out: &mut Vec<u8>, linked: &Linked| {
            if let Target::Asset(index) = linked.target {
                media::selected(out, self.answer.asset(index), assets.fields.as_deref());
            }
            Ok(())
        };
        let linked = node.linked(galley_domain::query::Direction::Owning, assets.path, owner);
        let _infallible: Result<(), PresentError> = one_or_many(out, assets.cardinality, linked, asset);
    }
}

/// The first of what is linked, or null; or the list.
fn one_or_many(
    out: &mut Vec<u8>,
    cardinality: Cardinality,
    linked: &[Linked],
    write: impl Fn(&mut Vec<u8>, &Linked) -> Result<(), PresentError>,
) -> Result<(), PresentError> {
    if cardinality == Cardinality::One {
        if let Some(linked) = linked.first() {
            return write(out, linked);
        }
        out.extend_from_slice(b"null");
        return Ok(());
    }
    out.push(b'[');
    for (place, linked) in linked.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write(out, linked)?;
    }
    out.push(b']');
    Ok(())
}

/// `,"name":`; names of fields need no escapes.
pub(super) fn member(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

/// The named members of a document; what is absent is null.
pub(super) fn scalars(out: &mut Vec<u8>, members: &Members<'_>, names: &[String]) {
    for name in names {
        member(out, name);
        match members.get(name) {
            Some(value) => out.extend_from_slice(value.as_bytes()),
            None => out.extend_from_slice(b"null"),
        }
    }
}

fn leaf(out: &mut Vec<u8>, name: &str, value: Option<&Leaf>) {
    member(out, name);
    match value {
        Some(Leaf::Text(value)) => text(out, value),
        // Whole numbers are stored within ±2^53, where this is exact.
        #[expect(clippy::cast_possible_truncation, reason = "stored integers are within ±2^53")]
        Some(Leaf::Integer(value)) => integer(out, *value as i64),
        Some(Leaf::Boolean(true)) => out.extend_from_slice(b"true"),
        Some(Leaf::Boolean(false)) => out.extend_from_slice(b"false"),
        None => out.extend_from_slice(b"null"),
    }
}

fn system(out: &mut Vec<u8>, row: &EntryRow, fields: &FieldSelection) {
    let is_shown = |field: SystemField| match fields {
        FieldSelection::Served => true,
        FieldSelection::Named { system, .. } => system.contains(&field),
    };
    if is_shown(SystemField::CreatedAt) {
        out.extend_from_slice(b",\"createdAt\":");
        time(out, row.created_at);
    }
    if is_shown(SystemField::UpdatedAt) {
        out.extend_from_slice(b",\"updatedAt\":");
        time(out, row.updated_at);
    }
    if is_shown(SystemField::PublishedAt) {
        out.extend_from_slice(b",\"publishedAt\":");
        match row.published_at {
            Some(published_at) => time(out, published_at),
            None => out.extend_from_slice(b"null"),
        }
    }
    if is_shown(SystemField::Locale) {
        out.extend_from_slice(b",\"locale\":");
        if row.locale.is_none() {
            out.extend_from_slice(b"null");
        } else {
            text(out, row.locale.as_str());
        }
    }
}
