//! Taking, moving and giving up paths.

use std::collections::HashMap;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::path_key;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Value};

use super::entity::{Column, Entity};
use super::{ENTRY, REDIRECT_TO_ENTRY, Route, RouteTarget, TABLE, TouchedRoutes, finders, kind_of};
use crate::bulk::{Rows, delete_by, lists};
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<8> = Rows {
    table: TABLE,
    columns: [
        "path_hash",
        "kind",
        "content_type_id",
        "document_id",
        "locale",
        "created_at",
        "path",
        "target_path",
    ],
};

/// Takes the paths, and gives the routes that hold some of them for something else. When there are any, the unit of
/// work must not be committed.
pub async fn insert_all(unit: &UnitOfWork, routes: &[Route]) -> Result<Vec<Route>, StoreError> {
    let taken = ROWS.insert_free(unit.connection(), routes.iter().map(values).collect()).await?;
    // Which of them were free is not said; an entry that keeps its path takes none.
    if taken > 0 {
        unit.note_routes(|touched| routes.iter().for_each(|route| note(touched, route)));
    }
    if usize::try_from(taken).is_ok_and(|taken| taken == routes.len()) {
        return Ok(Vec::new());
    }
    let wanted: HashMap<&str, &Route> = routes.iter().map(|route| (route.path.as_str(), route)).collect();
    let paths: Vec<&str> = wanted.keys().copied().collect();
    let mut held = finders::by_paths(unit, &paths).await?;
    let is_wanted = |held: &Route, route: &Route| held.target == route.target && held.locale == route.locale;
    held.retain(|held| wanted.get(held.path.as_str()).is_none_or(|route| !is_wanted(held, route)));
    Ok(held)
}

fn note(touched: &mut TouchedRoutes, route: &Route) {
    touched.path(&route.path);
    if let Some(document) = route.target.document() {
        touched.document(document);
    }
}

fn values(route: &Route) -> [Value; 8] {
    let (kind, content_type, target_path) = match &route.target {
        RouteTarget::Entry { content_type, .. } => (ENTRY, Some(content_type.0), None),
        RouteTarget::RedirectToEntry { content_type, .. } => (REDIRECT_TO_ENTRY, Some(content_type.0), None),
        RouteTarget::Redirect { status, to } => (kind_of(*status), None, to.as_deref()),
    };
    [
        path_key(&route.path).to_vec().into(),
        kind.into(),
        content_type.into(),
        route.target.document().map(DocumentId::uuid).into(),
        route.locale.as_str().into(),
        route.created_at.into(),
        route.path.as_str().into(),
        target_path.into(),
    ]
}

/// The pages of the documents go away: the paths that they have in the locale lead to wherever they are from now on,
/// and nowhere while they have no page.
pub async fn leave_redirects(
    unit: &UnitOfWork,
    documents: &[DocumentId],
    locale: &Locale,
) -> Result<(), StoreError> {
    unit.note_routes(|touched| documents.iter().for_each(|document| touched.document(*document)));
    for list in lists(documents) {
        Entity::update_many()
            .col_expr(Column::Kind, REDIRECT_TO_ENTRY.into())
            .filter(Column::DocumentId.is_in(list.into_iter().map(DocumentId::uuid)))
            .filter(Column::Locale.eq(locale.as_str()))
            .filter(Column::Kind.eq(ENTRY))
            .exec(unit.connection())
            .await?;
    }
    Ok(())
}

pub async fn delete_paths(unit: &UnitOfWork, paths: &[&str]) -> Result<(), StoreError> {
    unit.note_routes(|touched| paths.iter().for_each(|path| touched.path(path)));
    delete_by::<Entity, _>(
        unit.connection(),
        Column::PathHash,
        paths.iter().map(|path| path_key(path).to_vec()),
    )
    .await
}

/// Gives up every path of the documents, redirects included.
pub async fn delete_for_documents(unit: &UnitOfWork, documents: &[DocumentId]) -> Result<(), StoreError> {
    unit.note_routes(|touched| documents.iter().for_each(|document| touched.document(*document)));
    delete_by::<Entity, _>(
        unit.connection(),
        Column::DocumentId,
        documents.iter().copied().map(DocumentId::uuid),
    )
    .await
}
