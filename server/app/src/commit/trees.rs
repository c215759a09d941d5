//! Trees of pages: what is below a page moves with it, and no page stands on one that readers do not see.
//!
//! Paths of a tree depend on each other, so whoever changes one keeps all other writers of its type away until the end
//! ([`touched`]). Then what the plan saw of the page above is looked at again, and what is below is found by the links
//! that were just written.

use std::collections::{BTreeMap, HashMap, HashSet};

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::{Holder, MOST_LEVELS, MOST_MOVED, PathTooLong, RoutePattern, Tree, unlocalized};
use galley_domain::schema::{Model, StoredType};
use galley_domain::text::counted;
use galley_store::UnitOfWork;
use galley_store::routes::{self, Branching, Route, RouteTarget};

use super::changes::{Above, Changes, RouteWrite};
use super::collisions;
use super::paths::Wanted;
use super::run::CommitError;
use crate::context::Ctx;
use crate::error::AppError;

/// Pages below one that goes are counted up to this number.
const COUNTED: usize = 100;

/// Whether the change moves paths of a tree.
pub(super) fn touched(model: &Model, change: &Changes) -> bool {
    let routed = change.routes.iter().any(|route| matches!(route, RouteWrite::Entry { .. }));
    (routed || !change.left.is_empty()) && of(model, change).is_some()
}

fn of(model: &Model, change: &Changes) -> Option<Tree> {
    model.by_id(change.content_type).and_then(|stored| Tree::of(stored))
}

/// A page that has published pages below it stays: their addresses begin with its own.
pub(super) async fn require_leaves(
    ctx: &Ctx,
    unit: &UnitOfWork,
    changes: &[Changes],
) -> Result<(), CommitError> {
    let model = ctx.model();
    for change in changes {
        let Some(tree) = of(&model, change) else { continue };
        let goes = |locale: &&Locale| {
            !change
                .routes
                .iter()
                .any(|route| matches!(route, RouteWrite::Entry { locale: own, .. } if own == *locale))
        };
        for locale in change.left.iter().filter(goes) {
            let branching = Branching { path: tree.path, locale };
            let below = routes::branches_below(unit, branching, &[change.document], COUNTED + 1).await?;
            let Some(first) = below.first() else { continue };
            let first = collisions::named(ctx, unit, first.document, locale).await?;
            let more = if below.len() > COUNTED { "more than " } else { "" };
            let many = format!("{more}{}", counted(below.len().min(COUNTED), "page"));
            return Err(CommitError::Failed(AppError::State(format!(
                "{many} below it would lose their addresses, such as {first}: move or unpublish what is below first"
            ))));
        }
    }
    Ok(())
}

/// The page above each new path is where the plan saw it.
pub(super) async fn require_above(unit: &UnitOfWork, changes: &[Changes]) -> Result<(), CommitError> {
    let mut planned: BTreeMap<&Locale, Vec<&Above>> = BTreeMap::new();
    for route in changes.iter().flat_map(|change| &change.routes) {
        if let RouteWrite::Entry { locale, path: _, above: Some(above) } = route {
            planned.entry(locale).or_default().push(above);
        }
    }
    for (locale, above) in planned {
        let documents: Vec<DocumentId> = above.iter().map(|above| above.document).collect();
        let found: HashMap<DocumentId, String> =
            routes::entry_paths(unit, &documents, locale).await?.into_iter().collect();
        if above.iter().any(|above| found.get(&above.document) != Some(&above.path)) {
            return Err(CommitError::Moved);
        }
    }
    Ok(())
}

/// The new paths of everything below the pages that move.
pub(super) async fn below(
    ctx: &Ctx,
    unit: &UnitOfWork,
    changes: &[Changes],
) -> Result<Vec<Wanted>, CommitError> {
    let model = ctx.model();
    let mut own = HashSet::new();
    for change in changes {
        for route in &change.routes {
            if let RouteWrite::Entry { locale, .. } = route {
                own.insert((change.document, locale));
            }
        }
    }
    let mut wanted = Vec::new();
    for change in changes {
        let Some(stored) = model.by_id(change.content_type) else { continue };
        let Some(tree) = Tree::of(stored) else { continue };
        for route in &change.routes {
            let RouteWrite::Entry { locale, path, above: _ } = route else { continue };
            let moving =
                Moving { ctx, model: &model, stored, tree: &tree, locale, document: change.document };
            wanted.extend(moving.below(unit, path, &own).await?);
        }
    }
    Ok(wanted)
}

/// A page that moves.
struct Moving<'a> {
    ctx: &'a Ctx,
    model: &'a Model,
    stored: &'a StoredType,
    tree: &'a Tree,
    locale: &'a Locale,
    document: DocumentId,
}

impl Moving<'_> {
    /// Level by level; `own` are pages that this unit of work puts somewhere itself, with what is below them.
    async fn below(
        &self,
        unit: &UnitOfWork,
        path: &str,
        own: &HashSet<(DocumentId, &Locale)>,
    ) -> Result<Vec<Wanted>, CommitError> {
        let branching = Branching { path: self.tree.path, locale: self.locale };
        let mut level: HashMap<DocumentId, String> = HashMap::from([(self.document, path.to_owned())]);
        let mut depth = self.depth(path);
        let mut wanted: Vec<Wanted> = Vec::new();
        while !level.is_empty() {
            let above: Vec<DocumentId> = level.keys().copied().collect();
            let room = MOST_MOVED + 1 - wanted.len();
            let mut next = HashMap::new();
            for branch in routes::branches_below(unit, branching, &above, room).await? {
                if branch.document == self.document {
                    return Err(
                        self.refused_above(FieldErrorCode::Cycle, "names an entry that is below this one")
                    );
                }
                let above = branch.above.and_then(|above| level.get(&above));
                let (Some(above), Some(slug)) = (above, &branch.slug) else { continue };
                if own.contains(&(branch.document, self.locale)) {
                    continue;
                }
                let path = format!("{above}/{slug}");
                next.insert(branch.document, path.clone());
                wanted.push(self.wanted(branch.document, path)?);
            }
            depth += 1;
            if !next.is_empty() && depth > MOST_LEVELS {
                return Err(self.refused(FieldErrorCode::TooLong, &PathTooLong::Levels.to_string()));
            }
            if wanted.len() > MOST_MOVED {
                let message = format!(
                    "moves more than {MOST_MOVED} pages that are below it; at most that many move at once, so move branches of it first"
                );
                return Err(self.refused(FieldErrorCode::TooMany, &message));
            }
            level = next;
        }
        Ok(wanted)
    }

    fn depth(&self, path: &str) -> usize {
        let pattern = self.stored.schema.route.as_deref().and_then(|route| RoutePattern::parse(route).ok());
        let default = self.model.default_locale();
        pattern.map_or(0, |pattern| pattern.levels(unlocalized(path, self.locale, &default)))
    }

    fn wanted(&self, document: DocumentId, path: String) -> Result<Wanted, CommitError> {
        let default = self.model.default_locale();
        if let Some(holder) = Holder::of(unlocalized(&path, self.locale, &default), self.model) {
            let message =
                format!("gives the address `{path}` to a page below it, and that belongs to {holder}");
            return Err(self.refused(FieldErrorCode::ReservedPath, &message));
        }
        if let Some(too_long) = PathTooLong::of(&path) {
            let message = format!("{too_long}, and a page below it would have it");
            return Err(self.refused(FieldErrorCode::TooLong, &message));
        }
        let route = Route {
            path,
            locale: self.locale.clone(),
            target: RouteTarget::Entry { content_type: self.stored.id, document },
            created_at: self.ctx.now(),
        };
        Ok(Wanted { route, cause: self.document })
    }

    fn refused(&self, code: FieldErrorCode, message: &str) -> CommitError {
        let slug = self.stored.schema.slug_field();
        let field = slug.map_or_else(FieldPath::top, |field| FieldPath::of(&field.name));
        CommitError::Refused { document: self.document, errors: FieldErrors::one(field, code, message) }
    }

    fn refused_above(&self, code: FieldErrorCode, message: &str) -> CommitError {
        let errors = FieldErrors::one(FieldPath::of(&self.tree.field), code, message);
        CommitError::Refused { document: self.document, errors }
    }
}
