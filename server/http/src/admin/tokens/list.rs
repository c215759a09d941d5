//! `GET /admin/api/tokens`

use galley_app::tokens;

use super::wire::TokenOut;
use crate::admin::paging::{PageOut, PageQuery};
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::Query;

/// Tokens, oldest first, without their secrets
#[utoipa::path(
    get,
    path = "/admin/api/tokens",
    tag = "tokens",
    params(PageQuery),
    responses((status = 200, description = "A part of the list", body = PageOut<TokenOut>))
)]
pub(crate) async fn list_tokens(
    Caller(ctx): Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<PageOut<TokenOut>>, ApiError> {
    let page = tokens::list(&ctx, &page.request()?).await?;
    Ok(Json(PageOut::of(page, TokenOut::from)))
}
