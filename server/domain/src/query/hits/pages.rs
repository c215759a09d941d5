//! All pages of the site, as a sitemap lists them: where they are, when they changed, and which are left out.

use super::seen::Seen;
use crate::events::RowSide;
use crate::ids::{ContentTypeId, FieldId};
use crate::routes::page_changed_at;

/// The types whose pages are listed, each with the field that may keep a page out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedPages {
    pub types: Vec<(ContentTypeId, Option<FieldId>)>,
    /// A change within this time of the beginning is not told.
    pub settling: i64,
}

impl RecordedPages {
    /// Whether a page that stays where it is says another time, or is left out from now on or no longer. Whatever
    /// comes, goes or moves changes routes, which is an event of its own.
    pub fn is_hit_by(&self, seen: Seen<'_>) -> bool {
        let Some((_, hiding)) = self.types.iter().find(|(id, _)| *id == seen.content_type) else {
            return false;
        };
        let told = |side: Option<&RowSide>| {
            side.map(|side| {
                page_changed_at((side.created_at, side.updated_at, side.published_at), self.settling)
            })
        };
        told(seen.before()) != told(seen.after())
            || hiding.is_some_and(|field| seen.changes_field(Some(field)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::EntryChange;
    use crate::ids::DocumentId;
    use crate::locales::Locale;

    const MINUTE: i64 = 60_000_000;

    #[test]
    fn only_what_is_told_of_a_page_is_a_hit() {
        let pages = RecordedPages { types: vec![(ContentTypeId(1), Some(FieldId(9)))], settling: MINUTE };
        let side = |updated_at| RowSide { updated_at, published_at: Some(0), ..RowSide::default() };
        let (early, late) = (side(MINUTE / 2), side(2 * MINUTE));
        let later = RowSide { updated_at: 3 * MINUTE, ..late.clone() };
        for (content_type, before, after, changed, expected) in [
            (1, Some(&early), Some(&early), vec![], false),
            (1, Some(&early), Some(&late), vec![], true),
            (1, Some(&late), Some(&later), vec![], true),
            (1, Some(&early), Some(&early), vec![FieldId(9)], true),
            (1, Some(&early), Some(&early), vec![FieldId(8)], false),
            (1, None, Some(&early), vec![], true),
            (2, Some(&early), Some(&late), vec![FieldId(9)], false),
        ] {
            let change = EntryChange {
                before: before.cloned(),
                after: after.cloned(),
                changed,
                ..EntryChange::default()
            };
            let locale = Locale::none();
            let seen = Seen {
                document: DocumentId::from_uuid(uuid::Uuid::from_u128(1)),
                content_type: ContentTypeId(content_type),
                locale: &locale,
                change: &change,
            };
            assert_eq!(pages.is_hit_by(seen), expected, "{content_type}: {change:?}");
        }
    }
}
