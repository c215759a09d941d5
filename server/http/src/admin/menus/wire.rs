//! Menus on the wire.

use galley_app::Ctx;
use galley_app::menus::{Menu, MenuHead, MenuKey};
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::menus::{MenuItem, MenuName, MenuTarget};
use galley_domain::roles::ActorRef;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

/// A menu by its name.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct MenuPath {
    /// Such as `main` or `footer`: the place where a theme shows it.
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    name: MenuName,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MenuQuery {
    /// Without it, the default locale.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    locale: Locale,
}

/// The lines of a menu, in order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MenuIn {
    items: Vec<MenuItemWire>,
}

/// A line of a menu. It leads to one of `document`, `path` and `url`, or is the heading of the lines below it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MenuItemWire {
    label: String,
    /// An entry, wherever its page is. While it is not published, the line is not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    document: Option<DocumentId>,
    /// A path of this site without the prefix of a locale, such as `/blog`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// With `http`, `https`, `mailto` or `tel`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// At most three levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    items: Vec<MenuItemWire>,
}

/// A menu in one locale.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MenuOut {
    #[serde(flatten)]
    head: MenuHeadOut,
    items: Vec<MenuItemWire>,
}

/// A menu without its lines.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MenuHeadOut {
    name: String,
    #[schema(value_type = String)]
    locale: Locale,
    version: i64,
    updated_at: String,
    /// Such as `user:7`.
    updated_by: String,
}

/// Every menu there is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MenusOut {
    pub(super) items: Vec<MenuHeadOut>,
}

impl MenuPath {
    pub(super) fn key(self, ctx: &Ctx, query: MenuQuery) -> MenuKey {
        let locale = if query.locale.is_none() { ctx.model().default_locale() } else { query.locale };
        MenuKey { name: self.name, locale }
    }
}

impl MenuIn {
    /// Fails when a line leads to two things at once.
    pub(super) fn into_items(self) -> Result<Vec<MenuItem>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let items = read(self.items, &FieldPath::of("items"), &mut errors);
        errors.or(items)
    }
}

fn read(items: Vec<MenuItemWire>, place: &FieldPath, errors: &mut FieldErrors) -> Vec<MenuItem> {
    let item = |(index, item): (usize, MenuItemWire)| {
        let MenuItemWire { label, document, path, url, items } = item;
        let place = place.index(index);
        let mut targets =
            [document.map(MenuTarget::Document), path.map(MenuTarget::Path), url.map(MenuTarget::Url)]
                .into_iter()
                .flatten();
        let target = targets.next().unwrap_or(MenuTarget::Heading);
        if targets.next().is_some() {
            let message = "must lead to one of `document`, `path` and `url`";
            errors.add(place.clone(), FieldErrorCode::Duplicate, message);
        }
        MenuItem { label, target, items: read(items, &place.field("items"), errors) }
    };
    items.into_iter().enumerate().map(item).collect()
}

impl From<MenuItem> for MenuItemWire {
    fn from(MenuItem { label, target, items }: MenuItem) -> Self {
        let items = items.into_iter().map(Self::from).collect();
        let line = Self { label, items, ..Self::default() };
        match target {
            MenuTarget::Heading => line,
            MenuTarget::Document(document) => Self { document: Some(document), ..line },
            MenuTarget::Path(path) => Self { path: Some(path), ..line },
            MenuTarget::Url(url) => Self { url: Some(url), ..line },
        }
    }
}

impl From<MenuHead> for MenuHeadOut {
    fn from(head: MenuHead) -> Self {
        let MenuHead { key: MenuKey { name, locale }, version, updated_at, updated_by } = head;
        Self {
            name: name.to_string(),
            locale,
            version,
            updated_at: instant::show(updated_at),
            updated_by: ActorRef::from_number(updated_by).to_string(),
        }
    }
}

impl From<Menu> for MenuOut {
    fn from(Menu { head, items }: Menu) -> Self {
        Self { head: head.into(), items: items.into_iter().map(Into::into).collect() }
    }
}
