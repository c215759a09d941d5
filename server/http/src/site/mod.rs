//! The public site: pages, the files of the theme, and uploaded media.
//!
//! Credentials are never read here: everybody gets what anybody gets. What a page shows is decided in
//! `galley_app::pages`; this is how it travels.

mod compressed_assets;
mod media;
mod pages;
mod preview;
mod theme_assets;

pub(crate) use compressed_assets::CompressedAssets;

use http::Method;

pub(crate) use pages::leading_to;

use crate::routes::{Policy, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route(
            Policy::Public,
            Method::GET,
            "/assets/{theme}/{fingerprint}/{*path}",
            theme_assets::show_theme_asset,
        )
        .route_streaming(Policy::Public, Method::GET, "/media/{document}/{name}", media::show_media)
        .route(Policy::Public, Method::GET, "/preview/{token}", preview::show_preview)
        .route(Policy::Public, Method::GET, "/", pages::show_front_page)
        .route(Policy::Public, Method::GET, "/{*path}", pages::show_page)
}
