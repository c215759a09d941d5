//! The content API: Strapi 5's REST dialect at `/api`.

mod query_string;
mod requested;
