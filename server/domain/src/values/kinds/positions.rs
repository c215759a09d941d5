//! Places in the list of a to-many relation.

use crate::ids::DocumentId;

/// Where a connected document is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Start,
    End,
    Before(DocumentId),
    After(DocumentId),
}

/// Puts `document` into `list`, moving it when it is there already; `None` when the anchor is not in the list.
pub(super) fn place(list: &mut Vec<DocumentId>, document: DocumentId, position: Position) -> Option<()> {
    let before = list.iter().position(|other| *other == document);
    if let Some(index) = before {
        list.remove(index);
    }
    let find = |anchor: DocumentId| list.iter().position(|other| *other == anchor);
    let index = match position {
        Position::Start => Some(0),
        Position::End => Some(list.len()),
        Position::Before(anchor) => find(anchor),
        Position::After(anchor) => find(anchor).map(|index| index + 1),
    };
    list.insert(index?, document);
    Some(())
}
