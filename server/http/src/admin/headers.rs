//! Request headers, as the API's description names them. What they mean is decided by the extractors.

use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{ObjectBuilder, Required, Type};

/// `If-Match`, of every write of an existing thing.
pub(crate) struct IfMatchHeader;

impl IntoParams for IfMatchHeader {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The version that the write is based on, in quotes: the `ETag` of the last answer. 428 \
                           without it, 412 with the current state when somebody else was first.";
        vec![header("If-Match", Required::True, description)]
    }
}

/// `Idempotency-Key`, of every write.
pub(crate) fn idempotency_key() -> Parameter {
    let description = "A name for this write, 1 to 255 visible ASCII characters. The same request with the same key is \
                       done once and answered the same for 24 hours.";
    header("Idempotency-Key", Required::False, description)
}

fn header(name: &str, required: Required, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}
