//! The content API: Strapi 5's REST dialect at `/api`.
//!
//! `requested` reads a query string, `present` writes answers, `entries`, `singles` and `upload` hold one file per
//! endpoint. What exists for whom, and what a query may ask, is decided below.

mod answer;
mod entries;
mod present;
mod query_string;
mod requested;
mod singles;
mod target;
mod upload;
mod write;

pub(crate) use query_string::canonical_query;
pub(crate) use requested::requested_query;

use http::Method;

use crate::routes::{Policy, Routes};

/// The data layer decides for every one of these what exists for the caller, `public` included.
pub(crate) fn routes() -> Routes {
    let policy = Policy::DataLayer;
    Routes::new()
        .route(policy, Method::GET, "/api/{name}", entries::list::list_content)
        .route(policy, Method::POST, "/api/{name}", entries::create::create_content)
        .route(policy, Method::GET, "/api/{name}/{document}", entries::show::show_content)
        .route(policy, Method::PUT, "/api/{name}/{document}", entries::update::update_content)
        .route(policy, Method::DELETE, "/api/{name}/{document}", entries::delete::delete_content)
        .route(policy, Method::PUT, "/api/{name}", singles::update::update_single)
        .route(policy, Method::DELETE, "/api/{name}", singles::delete::delete_single)
        .route(policy, Method::GET, "/api/upload/files", upload::list::list_files)
        .route(policy, Method::GET, "/api/upload/files/{id}", upload::show::show_file)
        .route(policy, Method::DELETE, "/api/upload/files/{id}", upload::delete::delete_file)
        .route_streaming(policy, Method::POST, "/api/upload", upload::create::upload_files)
}
