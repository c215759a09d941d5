//! Component instances and blocks: cut out of the document of their entry.

use galley_app::content::EntryNode;
use galley_domain::ids::InstanceId;
use galley_domain::query::{ComponentPopulate, FieldSelection};
use galley_domain::schema::Cardinality;

use super::PresentError;
use super::entry::{Presented, scalars};
use super::members::{Members, items};

/// A component, or a list of them.
pub(super) fn component(
    presented: Presented<'_>,
    out: &mut Vec<u8>,
    node: &EntryNode,
    stored: Option<&str>,
    (cardinality, of): (Cardinality, &ComponentPopulate),
) -> Result<(), PresentError> {
    match (cardinality, stored) {
        (Cardinality::One, None) => {
            out.extend_from_slice(b"null");
            Ok(())
        }
        (Cardinality::One, Some(stored)) => {
            let members = Members::of_object(stored)?;
            instance(presented, out, (node, &members), of, Kind::Component)
        }
        (Cardinality::Many, stored) => {
            out.push(b'[');
            for (place, item) in items(stored.unwrap_or("[]"))?.into_iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                let members = Members::of_object(item.get())?;
                instance(presented, out, (node, &members), of, Kind::Component)?;
            }
            out.push(b']');
            Ok(())
        }
    }
}

/// Those blocks whose component was asked for.
pub(super) fn blocks(
    presented: Presented<'_>,
    out: &mut Vec<u8>,
    node: &EntryNode,
    stored: Option<&str>,
    of: &[ComponentPopulate],
) -> Result<(), PresentError> {
    out.push(b'[');
    let mut is_first = true;
    for item in items(stored.unwrap_or("[]"))? {
        let members = Members::of_object(item.get())?;
        let Some(component) = members.get("__component") else { continue };
        let name = component.trim_matches('"');
        if let Some(of) = of.iter().find(|of| of.component.as_str() == name) {
            if !is_first {
                out.push(b',');
            }
            is_first = false;
            instance(presented, out, (node, &members), of, Kind::Block)?;
        }
    }
    out.push(b']');
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Component,
    /// Says which component it is.
    Block,
}

fn instance(
    presented: Presented<'_>,
    out: &mut Vec<u8>,
    (node, members): (&EntryNode, &Members<'_>),
    of: &ComponentPopulate,
    kind: Kind,
) -> Result<(), PresentError> {
    let id = members.get("id");
    let owner = id.as_deref().and_then(|id| id.parse().ok()).unwrap_or(InstanceId::TOP);
    out.push(b'{');
    if kind == Kind::Block {
        out.extend_from_slice(b"\"__component\":\"");
        out.extend_from_slice(of.component.as_str().as_bytes());
        out.extend_from_slice(b"\",");
    }
    out.extend_from_slice(b"\"id\":");
    out.extend_from_slice(id.as_deref().unwrap_or("null").as_bytes());
    let names = match &of.selection.fields {
        FieldSelection::Served => &*of.selection.readable,
        FieldSelection::Named { fields, .. } => fields.as_slice(),
    };
    scalars(out, members, names);
    for populate in &of.selection.populate {
        presented.populated(out, (node, owner), Some(members), populate)?;
    }
    out.push(b'}');
    Ok(())
}
