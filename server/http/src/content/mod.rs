//! The content API: Strapi 5's REST dialect at `/api`.
//!
//! `requested` reads a query string, `present` writes answers, `entries`, `singles` and `upload` hold one file per
//! endpoint. What exists for whom, and what a query may ask, is decided below.

mod answer;
mod entries;
mod openapi;
mod present;
mod reference;
mod requested;
mod sign_in;
mod singles;
mod target;
mod upload;
mod write;

pub use openapi::content_document;
pub(crate) use requested::requested_query;
pub use sign_in::ContentSignIn;

use http::Method;

use crate::routes::{Policy, Routes};

/// What a list can be asked.
const LIST: &[&str] = &["filters", "sort", "fields", "populate", "pagination", "status", "locale", "_q"];
/// What an answer with one entry can be asked.
const ENTRY: &[&str] = &["fields", "populate", "status", "locale"];
const DELETION: &[&str] = &["locale"];

/// The data layer decides for every one of these what exists for the caller, `public` included.
pub(crate) fn routes() -> Routes {
    let policy = Policy::DataLayer;
    Routes::new()
        .route(policy, Method::GET, "/api/{name}", entries::list::list_content)
        .knowing(LIST)
        .route(policy, Method::POST, "/api/{name}", entries::create::create_content)
        .knowing(ENTRY)
        .route(policy, Method::GET, "/api/{name}/{document}", entries::show::show_content)
        .knowing(ENTRY)
        .route(policy, Method::PUT, "/api/{name}/{document}", entries::update::update_content)
        .knowing(ENTRY)
        .route(policy, Method::DELETE, "/api/{name}/{document}", entries::delete::delete_content)
        .knowing(DELETION)
        .route(policy, Method::PUT, "/api/{name}", singles::update::update_single)
        .knowing(ENTRY)
        .route(policy, Method::DELETE, "/api/{name}", singles::delete::delete_single)
        .knowing(DELETION)
        .route(Policy::Public, Method::POST, "/api/auth/local", sign_in::sign_in_local)
        .knowing(&[])
        .route(policy, Method::GET, "/api/openapi.json", openapi::show_content_document)
        .knowing(&[])
        .route(policy, Method::GET, "/api/docs", reference::show_reference)
        .knowing(&[])
        .route(policy, Method::GET, "/api/upload/files", upload::list::list_files)
        .knowing(&["filters", "sort", "pagination"])
        .route(policy, Method::GET, "/api/upload/files/{id}", upload::show::show_file)
        .knowing(&[])
        .route(policy, Method::DELETE, "/api/upload/files/{id}", upload::delete::delete_file)
        .knowing(&[])
        .route_streaming(policy, Method::POST, "/api/upload", upload::create::upload_files)
        .knowing(&["id"])
}
