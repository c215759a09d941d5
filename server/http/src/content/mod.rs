//! The content API: Strapi 5's REST dialect at `/api`.

mod present;
mod query_string;
mod requested;

pub(crate) use requested::requested_query;

use crate::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
}
