//! From the text in an address to the draft that it shows.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_store::{Priority, Transaction, preview_links};

use super::link::Claims;
use crate::context::App;
use crate::error::AppError;

/// What a link shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Previewed {
    pub(crate) document: DocumentId,
    pub(crate) locale: Locale,
}

/// None for what was not signed here, has ended or was taken back; nobody learns which.
pub(crate) async fn open(
    app: &App,
    transaction: &impl Transaction,
    token: &str,
) -> Result<Option<Previewed>, AppError> {
    let Some(claims) = Claims::verified(token, &app.config.master_key) else { return Ok(None) };
    if claims.expires_at <= app.clock.now() {
        return Ok(None);
    }
    let Claims { id, document, expires_at: _, locale } = claims;
    let row = preview_links::find(transaction, id).await?;
    Ok(row.map(|_still_there| Previewed { document, locale }))
}

/// Removes links that have ended.
pub async fn remove_expired(app: &App) -> Result<u64, AppError> {
    let work = app.store.write(Priority::Batch).await?;
    let removed = preview_links::remove_expired(&work, app.clock.now()).await?;
    work.commit().await?;
    Ok(removed)
}
