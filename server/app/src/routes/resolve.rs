//! Resolving a path: one statement for all spellings under which routes can know it, and a second one for where a
//! redirect leads.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::{
    Form, RedirectStatus, RequestedPath, archive_of, feed_path, markdown_path, page_path,
};
use galley_domain::schema::{Model, StoredType};
use galley_domain::settings::SettingParts;
use galley_store::RowSource;
use galley_store::routes::{self, Route, RouteTarget};

use super::address::{self, Address};
use super::resolved::{Followed, ListOf, Place, Resolved};
use crate::cache::Recording;
use crate::error::AppError;

/// Looks up the path of a request, as it stands in the URL.
///
/// Whoever asks, the answer is that for an anonymous visitor. What is there under another spelling of its path is a
/// redirect to the one that it has.
pub async fn resolve<'a>(
    source: impl Into<RowSource<'a>>,
    model: &Model,
    raw_path: &str,
) -> Result<Resolved, AppError> {
    resolve_noting(source, model, raw_path, &Recording::default()).await
}

/// As [`resolve`], and notes what was looked up.
pub(crate) async fn resolve_noting<'a>(
    source: impl Into<RowSource<'a>>,
    model: &Model,
    raw_path: &str,
    recording: &Recording,
) -> Result<Resolved, AppError> {
    let source = source.into();
    // Which locale a path begins with, and which types have pages, decides what it asks for.
    recording.settings(SettingParts::LOCALES);
    recording.outline();
    let Some(address) = Address::read(raw_path) else {
        return Ok(Resolved::Missing { locale: model.default_locale(), path: raw_path.to_owned() });
    };
    let asked = Asked { model, requested: RequestedPath::read(&address.path, &model.locales), recording };
    if let Some(document) = asked.document() {
        let locale = asked.requested.locale.clone();
        let leads = Leads { document, form: Form::Page(1), locale, status: RedirectStatus::Moved };
        return asked.led_to(source, leads).await;
    }
    let candidates = asked.requested.candidates();
    recording.paths(candidates.iter().copied());
    let found = routes::by_paths(source, &candidates).await?;
    let resolved = match asked.decide(&found) {
        Decision::Is(resolved) => resolved,
        Decision::Leads(leads) => asked.led_to(source, leads).await?,
    };
    let canonical = address::encode(&asked.requested.path);
    let is_there =
        !matches!(resolved, Resolved::Missing { .. } | Resolved::Gone { .. } | Resolved::Redirect { .. });
    let status = RedirectStatus::Moved;
    Ok(if is_there && canonical != raw_path {
        Resolved::Redirect { to: canonical, status }
    } else {
        resolved
    })
}

struct Asked<'a> {
    model: &'a Model,
    requested: RequestedPath,
    recording: &'a Recording,
}

enum Decision {
    Is(Resolved),
    Leads(Leads),
}

/// To wherever the page of the document is, in this locale if it has one there.
struct Leads {
    document: DocumentId,
    form: Form,
    locale: Locale,
    status: RedirectStatus,
}

impl Asked<'_> {
    /// The document that `/go/{id}` names.
    fn document(&self) -> Option<DocumentId> {
        self.requested.rest.strip_prefix("/go/")?.parse().ok()
    }

    /// A route of the path itself comes first, then what the path is a page or feed of.
    fn decide(&self, found: &[Route]) -> Decision {
        let RequestedPath { path, base, rest, form, .. } = &self.requested;
        let at = |path: &str| found.iter().find(|route| route.path == path);
        let list = self.list();
        // An old path gives way to a list, as it does to a page: it may lead nowhere.
        let is_shown =
            |route: &&Route| list.is_none() || !matches!(route.target, RouteTarget::RedirectToEntry { .. });
        if let Some(route) = at(path).filter(is_shown) {
            return self.by_route(route, if base == path { *form } else { Form::Page(1) });
        }
        // What an operator set is at its path alone.
        let has_pages = |route: &&Route| !matches!(route.target, RouteTarget::Redirect { .. });
        if let Some(route) = at(base).filter(|_| base != path).filter(has_pages).filter(is_shown) {
            return self.by_route(route, *form);
        }
        if let Some(resolved) = list {
            return Decision::Is(resolved);
        }
        // An entry without locales has one address, whichever locale its reader comes from.
        match at(rest).filter(|route| rest != base && route.locale.is_none()).map(|route| &route.target) {
            Some(RouteTarget::Entry { document, .. }) => {
                let locale = self.requested.locale.clone();
                let status = RedirectStatus::Moved;
                Decision::Leads(Leads { document: *document, form: *form, locale, status })
            }
            _ => Decision::Is(self.missing()),
        }
    }

    fn by_route(&self, route: &Route, form: Form) -> Decision {
        match &route.target {
            RouteTarget::Entry { content_type, document } => {
                let stored = self.model.by_id(*content_type).filter(|stored| stored.schema.public);
                let entry = stored.and_then(|stored| self.entry(route, stored, *document, form));
                Decision::Is(entry.unwrap_or_else(|| self.missing()))
            }
            RouteTarget::RedirectToEntry { document, .. } => {
                let (document, locale) = (*document, route.locale.clone());
                Decision::Leads(Leads { document, form, locale, status: RedirectStatus::Moved })
            }
            RouteTarget::Redirect { status, to } => self.set(*status, to.as_deref()),
        }
    }

    /// What an operator set. A document is led to directly, so that its reader takes one step.
    fn set(&self, status: RedirectStatus, to: Option<&str>) -> Decision {
        let locale = self.requested.locale.clone();
        let Some(to) = to else {
            return Decision::Is(Resolved::Gone { locale, path: self.requested.path.clone() });
        };
        match to.strip_prefix("/go/").and_then(|id| id.parse().ok()) {
            Some(document) => Decision::Leads(Leads { document, form: Form::Page(1), locale, status }),
            None => Decision::Is(Resolved::Redirect { to: to.to_owned(), status }),
        }
    }

    /// Only what lists something has pages and feeds.
    fn entry(
        &self,
        route: &Route,
        stored: &Arc<StoredType>,
        document: DocumentId,
        form: Form,
    ) -> Option<Resolved> {
        let locale = if route.locale.is_none() { self.model.default_locale() } else { route.locale.clone() };
        let place = |page| Place { locale: locale.clone(), base: route.path.clone(), page };
        let stored = Arc::clone(stored);
        match (archive_of(self.model, &stored.schema), form) {
            (Some(archive), Form::Page(page)) => {
                Some(Resolved::Term { place: place(page), stored, archive, document })
            }
            (Some(archive), Form::Feed { kind, page }) => {
                let of = Followed::Term { stored, archive, document };
                Some(Resolved::Feed { place: place(page), kind, of })
            }
            (None, Form::Page(1)) => Some(Resolved::Entry { place: place(1), stored, document }),
            (None, Form::Markdown) => Some(Resolved::Markdown { place: place(1), stored, document }),
            (Some(_), Form::Markdown) | (None, Form::Page(_) | Form::Feed { .. }) => None,
        }
    }

    fn list(&self) -> Option<Resolved> {
        let RequestedPath { locale, base, rest, form, .. } = &self.requested;
        self.recording.settings(SettingParts::ROUTES);
        let stored = self.model.listed_at(rest).cloned();
        let of = match (rest.as_str(), stored) {
            ("/", stored) => ListOf::Front(stored),
            (_, Some(stored)) => ListOf::Type(stored),
            (_, None) => return None,
        };
        let place = |page| Place { locale: locale.clone(), base: base.clone(), page };
        match *form {
            Form::Page(page) => Some(Resolved::List { place: place(page), of }),
            Form::Feed { kind, page } => {
                Some(Resolved::Feed { place: place(page), kind, of: Followed::List(of) })
            }
            Form::Markdown => None,
        }
    }

    /// A document is where its page is: in the locale that was asked for, else in one that stands in for it, else in the
    /// default one, else in the first that it has. One that is not public is not there.
    async fn led_to(&self, source: RowSource<'_>, leads: Leads) -> Result<Resolved, AppError> {
        let Leads { document, form, locale: wanted, status } = leads;
        self.recording.addresses([&document]);
        self.recording.settings(SettingParts::FALLBACKS);
        let routes = routes::by_documents(source, &[document]).await?;
        let is_public = |route: &&Route| match route.target {
            RouteTarget::Entry { content_type, .. } => {
                self.model.by_id(content_type).is_some_and(|stored| stored.schema.public)
            }
            RouteTarget::RedirectToEntry { .. } | RouteTarget::Redirect { .. } => false,
        };
        let order = self.model.reading_order(&wanted);
        let default = self.model.default_locale();
        let distance = |locale: &Locale| match order.iter().position(|read| read == locale) {
            Some(rank) => rank,
            None if *locale == default => order.len(),
            None => order.len() + 1,
        };
        let nearest = routes.iter().filter(is_public).min_by_key(|route| distance(&route.locale));
        Ok(match nearest {
            None => self.missing(),
            Some(route) => {
                let path = match form {
                    Form::Page(page) => page_path(&route.path, page),
                    Form::Feed { kind, page } => feed_path(&route.path, kind, page),
                    Form::Markdown => markdown_path(&route.path),
                };
                Resolved::Redirect { to: address::encode(&path), status }
            }
        })
    }

    fn missing(&self) -> Resolved {
        Resolved::Missing { locale: self.requested.locale.clone(), path: self.requested.path.clone() }
    }
}
