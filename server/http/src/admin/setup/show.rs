//! `GET /admin/api/setup`

use axum::extract::State;
use galley_app::setup;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answers::Json;
use crate::errors::ApiError;
use crate::state::HttpState;

/// Whether the site is set up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetupOut {
    /// There is no owner yet.
    open: bool,
}

/// Whether the site waits for its first owner
#[utoipa::path(
    get,
    path = "/admin/api/setup",
    tag = "setup",
    security(()),
    responses((status = 200, description = "The state", body = SetupOut))
)]
pub(crate) async fn show_setup(State(state): State<HttpState>) -> Result<Json<SetupOut>, ApiError> {
    Ok(Json(SetupOut { open: setup::is_open(&state.app).await? }))
}
