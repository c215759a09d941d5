//! Which of the three surfaces a request is for; decides the envelope of errors and how credentials travel.

/// A part of the URL space with its own conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// `/api`: bearer tokens, Strapi's dialect, open to every origin. Never reads a cookie.
    ContentApi,
    /// `/admin/api`: session cookie or bearer token, problem JSON, closed to other origins.
    AdminApi,
    /// Everything else: pages, media, the admin's own files.
    Site,
}

impl Surface {
    pub(crate) fn of_path(path: &str) -> Self {
        if is_below(path, "/api") {
            Self::ContentApi
        } else if is_below(path, "/admin/api") {
            Self::AdminApi
        } else {
            Self::Site
        }
    }
}

fn is_below(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
