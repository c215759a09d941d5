//! The checks that every action makes before it plans.
//!
//! What an actor may not see does not exist for them; what they may see but not do is forbidden.

use galley_domain::locales::Locale;
use galley_domain::roles::{Actor, Permission};

use super::loaded::Loaded;
use crate::error::AppError;

/// Whether the actor may see the document's drafts at all, as all actions need.
pub(super) fn require_visible(actor: &Actor, loaded: &Loaded) -> Result<(), AppError> {
    let visible = loaded.header.is_some() && actor.may_in(Permission::ReadPublished, &loaded.stored.schema);
    if visible { Ok(()) } else { Err(AppError::not_found("entry", loaded.document)) }
}

/// Whether the actor has the right on this document.
pub(super) fn require(actor: &Actor, permission: Permission, loaded: &Loaded) -> Result<(), AppError> {
    let created_by = match &loaded.header {
        Some(header) => header.created_by,
        // What is being made belongs to who makes it.
        None => Some(actor.reference()),
    };
    if actor.may_on(permission, &loaded.stored.schema, created_by) {
        Ok(())
    } else if *actor == Actor::Anonymous {
        Err(AppError::Unauthenticated)
    } else {
        Err(AppError::Forbidden(permission))
    }
}

/// Fails when the entry is in the trash, where nothing but untrash and delete works.
pub(super) fn require_not_trashed(loaded: &Loaded, locale: &Locale) -> Result<(), AppError> {
    if loaded.is_trashed(locale) {
        Err(AppError::State("the entry is in the trash: restore it first".to_owned()))
    } else {
        Ok(())
    }
}

/// The locale must be one of the site's for a localized type, and none for the others.
pub(super) fn require_locale(loaded: &Loaded, locale: &Locale) -> Result<(), AppError> {
    let fits =
        if loaded.stored.schema.localized { loaded.model.locales.contains(locale) } else { locale.is_none() };
    if fits { Ok(()) } else { Err(AppError::not_found("locale", locale)) }
}
