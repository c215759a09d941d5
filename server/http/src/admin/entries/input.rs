//! A draft as the action wants it.

use galley_app::Ctx;
use galley_app::entries::save::SaveInput;
use galley_domain::schema::ContentType;

use super::wire::DraftIn;
use crate::entry_input::{self, PublishedAt};
use crate::errors::ApiError;

pub(super) fn of(ctx: &Ctx, content_type: &ContentType, input: DraftIn) -> Result<SaveInput, ApiError> {
    let DraftIn { data, published_at } = input;
    let published_at = PublishedAt { name: "published_at", value: published_at };
    Ok(entry_input::save_input(ctx, content_type, data, published_at)?)
}
