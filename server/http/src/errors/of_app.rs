//! What an action's error means to a client.

use std::time::Duration;

use galley_app::AppError;
use galley_app::error::{Conflict, Usage};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::ApiError;

/// How soon a client may ask again while the database is away.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        let message = error.to_string();
        match error {
            AppError::NotFound { .. } => Self::NotFound,
            AppError::NotWrittenIn { locale: _, written } => Self::NotWrittenIn { message, locales: written },
            AppError::Unauthenticated => Self::Unauthenticated,
            AppError::SignInAgain => Self::SignInAgain,
            AppError::Forbidden(_) => Self::Forbidden(message.into()),
            AppError::Conflict(conflict) => Self::PreconditionFailed { current: current(&conflict) },
            AppError::Invalid(errors) => Self::Invalid(errors),
            AppError::Query(error) => Self::Query(error),
            AppError::State(_) | AppError::HasEntry => Self::conflict("state", message),
            AppError::Input(_) | AppError::InvalidModel(_) => Self::Malformed(message.into()),
            AppError::InUse { used_by, all: _ } => {
                Self::Conflict { code: "in_use", message, details: usages_of(&used_by) }
            }
            AppError::NeedsChangePlan(_) => Self::conflict("needs_change_plan", message),
            AppError::IdempotencyMismatch => Self::conflict("idempotency_mismatch", message),
            AppError::TooLarge { limit } => Self::TooLarge { limit },
            AppError::TypeNotAllowed(_) => Self::FileRefused(message),
            AppError::Unavailable { retry_after } => Self::Unavailable { retry_after },
            AppError::DatabaseDown { reason: _ } => Self::Unavailable { retry_after: DATABASE_PAUSE },
            AppError::Internal(source) => Self::Internal(source),
        }
    }
}

fn current(conflict: &Conflict) -> Value {
    let changed_at = Timestamp::from_microsecond(conflict.changed_at).ok();
    json!({
        "version": conflict.found.0,
        "author": conflict.author.as_ref().map(ToString::to_string),
        "changed_at": changed_at.map(|at| format!("{at:.3}")),
        "data": conflict.data,
    })
}

fn usages_of(usages: &[Usage]) -> Value {
    let usage = |usage: &Usage| match usage {
        Usage::Entry { content_type, document, title } => {
            json!({ "content_type": content_type, "document": document.to_string(), "title": title })
        }
        Usage::Setting(name) => json!({ "setting": name }),
        Usage::Menu { name, locale } => json!({ "menu": name.as_str(), "locale": locale }),
    };
    json!({ "used_by": usages.iter().map(usage).collect::<Vec<_>>() })
}
