//! The public path of an entry that is published.
//!
//! In a tree of pages it begins with the path of the page above, which has to be published: so an address never says
//! what no reader may see, and no address changes because somebody writes a draft. What is above is looked up before the
//! plan; the commit looks again.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::locales::Locale;
use galley_domain::routes::{
    Holder, MOST_LEVELS, PathOf, PathTooLong, RoutePattern, Tree, localized, unlocalized,
};

use super::row::Row;
use super::working::Working;
use crate::commit::{Above, RouteWrite};

/// Where the page of an entry shall be.
pub(super) struct PlannedPath {
    pub(super) path: String,
    above: Option<Above>,
}

impl Working<'_> {
    /// The public path, when the type has pages; what keeps it from being one goes to `errors`.
    pub(super) fn planned_path(
        &self,
        locale: &Locale,
        draft: &Row,
        published_at: i64,
        errors: &mut FieldErrors,
    ) -> Option<PlannedPath> {
        let model = &self.loaded.model;
        let schema = &self.loaded.stored.schema;
        // The pattern was checked when the model was applied.
        let pattern = RoutePattern::parse(schema.route.as_ref()?).ok()?;
        let slug_path = schema.slug_field().map_or_else(FieldPath::top, |field| FieldPath::of(&field.name));
        let above = self.above(draft, errors)?;
        let default = model.default_locale();
        let of = PathOf {
            document: self.loaded.document,
            slug: draft.slug.as_deref(),
            published_at: Some(published_at),
            above: above.as_ref().map(|above| unlocalized(&above.path, locale, &default)),
        };
        let Some(path) = pattern.expand(&of, &model.routing.time_zone) else {
            // A required slug was asked for already.
            if errors.iter().all(|error| error.path != slug_path) {
                errors.add(slug_path, FieldErrorCode::Required, "is needed for the page's address");
            }
            return None;
        };
        if let Some(holder) = Holder::of(&path, model) {
            let message = format!("gives the address `{path}`, which belongs to {holder}");
            errors.add(slug_path, FieldErrorCode::ReservedPath, message);
            return None;
        }
        let too_deep = (pattern.levels(&path) > MOST_LEVELS).then_some(PathTooLong::Levels);
        let path = localized(&path, locale, &default);
        if let Some(too_long) = too_deep.or_else(|| PathTooLong::of(&path)) {
            errors.add(slug_path, FieldErrorCode::TooLong, too_long.to_string());
            return None;
        }
        Some(PlannedPath { path, above })
    }

    /// What the draft says is above it; the outer none when that cannot be.
    #[expect(
        clippy::option_option,
        reason = "the outer one ends the planning of a path, the inner one is the top"
    )]
    fn above(&self, draft: &Row, errors: &mut FieldErrors) -> Option<Option<Above>> {
        let Some(tree) = Tree::of(&self.loaded.stored) else { return Some(None) };
        let Some(document) = tree.above(&draft.data) else { return Some(None) };
        let field = FieldPath::of(&tree.field);
        if document == self.loaded.document {
            errors.add(field, FieldErrorCode::Cycle, "names the entry itself");
            return None;
        }
        let Some(path) = self.loaded.above.get(&document) else {
            let message = format!("names `{document}`, which is not published: publish it first");
            errors.add(field, FieldErrorCode::NotPublished, message);
            return None;
        };
        Some(Some(Above { document, path: path.clone() }))
    }

    pub(super) fn route(&mut self, locale: &Locale, planned: PlannedPath) {
        let PlannedPath { path, above } = planned;
        match self.loaded.paths.get(locale) {
            Some(old) if *old == path => return,
            Some(_) => self.left.push(locale.clone()),
            None => {}
        }
        self.routes.push(RouteWrite::Entry { locale: locale.clone(), path, above });
    }
}
