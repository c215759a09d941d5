//! The frame of the admin API's OpenAPI document; its paths and schemas come from the handlers.

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};

/// The document without paths.
pub(crate) fn base() -> OpenApi {
    let token =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API token, `gly_…`")).build();
    let session = ApiKeyValue::with_description(
        "__Host-galley",
        "The session of a browser; its name is `galley` where the site is served without TLS",
    );
    let components = ComponentsBuilder::new()
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)))
        .security_scheme("token", SecurityScheme::Http(token))
        .build();
    let info = InfoBuilder::new()
        .title("Galley admin API")
        .version("1")
        .description(Some(
            "Everything the admin interface does. Errors are RFC 9457 problems with a stable `code`; writes of entries \
             need `If-Match`, and every write takes an `Idempotency-Key`.",
        ))
        .build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}
