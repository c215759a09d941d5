//! Which locale a caller means: the one they name, else the site's default one; none for types without locales.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::QueryError;
use galley_domain::schema::{ContentType, Model};

use super::identity;
use crate::context::Ctx;
use crate::error::AppError;

/// Why a locale cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum LocaleProblem {
    #[error("must be left out: entries of `{content_type}` have no locales")]
    NotLocalized { content_type: String },
    #[error("must be one of the site's locales: {}", quoted(.known))]
    Unknown { known: Vec<Locale> },
}

/// Of an existing document, as a parameter of its address says.
pub async fn addressed_locale(
    ctx: &Ctx,
    document: DocumentId,
    named: Option<&Locale>,
) -> Result<Locale, AppError> {
    let stored = identity::content_type_of(ctx, document).await?;
    let meant = meant_locale(&ctx.model(), &stored.schema, named);
    meant.map_err(|problem| QueryError::invalid("locale", format!("`locale` {problem}")).into())
}

/// Of a document of this type, as the member `locale` of a body says.
pub fn written_locale(
    model: &Model,
    content_type: &ContentType,
    named: Option<&Locale>,
) -> Result<Locale, FieldErrors> {
    meant_locale(model, content_type, named).map_err(|problem| {
        FieldErrors::one(FieldPath::of("locale"), FieldErrorCode::NotAnOption, problem.to_string())
    })
}

fn meant_locale(
    model: &Model,
    content_type: &ContentType,
    named: Option<&Locale>,
) -> Result<Locale, LocaleProblem> {
    let named = named.filter(|locale| !locale.is_none());
    match (content_type.localized, named) {
        (false, None) => Ok(Locale::none()),
        (false, Some(_)) => {
            Err(LocaleProblem::NotLocalized { content_type: content_type.singular.to_string() })
        }
        (true, None) => Ok(model.default_locale()),
        (true, Some(locale)) if model.locales.contains(locale) => Ok(locale.clone()),
        (true, Some(_)) => Err(LocaleProblem::Unknown { known: model.locales.clone() }),
    }
}

pub(crate) fn quoted(locales: &[Locale]) -> String {
    locales.iter().map(|locale| format!("`{locale}`")).collect::<Vec<_>>().join(", ")
}
