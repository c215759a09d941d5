//! The public site: pages, feeds, media, and the files of themes and of the admin.

use crate::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
}
