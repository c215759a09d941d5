//! The frame of the admin API's OpenAPI document; its paths and schemas come from the handlers.

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::admin::headers::idempotency_key;

/// What every refusal and failure looks like (RFC 9457).
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes what `errors::problem` writes")]
struct Problem {
    /// `urn:galley:problem:` and the code.
    r#type: String,
    /// The phrase of the status.
    title: String,
    status: u16,
    /// Stable: clients switch on it.
    code: String,
    /// A sentence for people.
    detail: String,
    request_id: String,
    /// Of `invalid`: every value that was refused.
    errors: Option<Vec<ProblemField>>,
    /// Of `invalid_parameter`, `invalid_query` and `unknown_field`: its name.
    parameter: Option<String>,
    /// Of `locale_not_found`: the locales in which the entry is written.
    locales: Option<Vec<String>>,
    /// Of `precondition_failed`: version, author, time and data as they are now.
    #[schema(value_type = Option<Object>)]
    current: Option<()>,
    /// Of conflicts: what the code needs to be understood.
    #[schema(value_type = Option<Object>)]
    details: Option<()>,
}

/// A value that was refused.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes what `errors::problem` writes")]
struct ProblemField {
    /// A JSON pointer into the data.
    path: String,
    /// Stable: clients switch on it.
    code: String,
    message: String,
}

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
        .schema(Problem::name(), Problem::schema())
        .schema(ProblemField::name(), ProblemField::schema())
        .build();
    let info = InfoBuilder::new()
        .title("Galley admin API")
        .version("1")
        .description(Some(
            "Everything the admin interface does. Errors are RFC 9457 problems with a stable `code`; a write of an \
             existing thing needs `If-Match`, and every write takes an `Idempotency-Key`.",
        ))
        .build();
    let security = ["session", "token"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
    OpenApiBuilder::new().info(info).components(Some(components)).security(Some(security)).build()
}

/// Adds what is true of every operation: how it refuses, and how a write may be repeated.
pub(crate) fn complete(mut document: OpenApi) -> OpenApi {
    for item in document.paths.paths.values_mut() {
        let reads = item.get.iter_mut();
        let writes = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in writes.into_iter().flatten() {
            if is_kept(operation) {
                operation.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
            }
            add_problem(operation);
        }
        reads.for_each(add_problem);
    }
    document
}

/// A session is handed out once: its secret is not kept for a repeat.
fn is_kept(operation: &Operation) -> bool {
    let tags = operation.tags.iter().flatten();
    !tags.into_iter().any(|tag| tag == "session" || tag == "setup")
}

fn add_problem(operation: &mut Operation) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    let problem = ResponseBuilder::new()
        .description("A refusal or failure")
        .content("application/problem+json", content)
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(problem));
}
