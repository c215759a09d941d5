//! The admin API at `/admin/api`: what the admin interface does, as problem JSON and OpenAPI.

mod document;

use utoipa_axum::routes;

use crate::routes::{Policy, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new().add(Policy::SignedIn, routes!(document::show_document))
}
