//! `GET /admin/api/users`

use galley_app::users;

use super::wire::UserOut;
use crate::admin::paging::{PageOut, PageQuery};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Query;

/// Accounts, oldest first
#[utoipa::path(
    get,
    path = "/admin/api/users",
    tag = "users",
    params(PageQuery),
    responses((status = 200, description = "A part of the list", body = PageOut<UserOut>))
)]
pub(crate) async fn list_users(
    Caller(ctx): Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<PageOut<UserOut>>, ApiError> {
    let page = users::list(&ctx, &page.request()?).await?;
    Ok(Json(PageOut::of(page, UserOut::from)))
}
