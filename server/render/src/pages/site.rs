//! What every page has: the site, the page's own head, the menus.

use std::collections::BTreeMap;

use galley_domain::theme_settings::SettingValue;
use serde::Serialize;
use serde_json::Number;

use super::{EntryCard, Image};

/// The part of a context that all pages share. Templates see `site`, `page` and `menus`.
#[derive(Debug, Clone, Serialize)]
pub struct SitePage {
    pub site: Site,
    pub page: PageMeta,
    /// By place, such as `main` and `footer`. A place without a menu is absent.
    pub menus: BTreeMap<String, Vec<MenuLink>>,
    /// What was decided about the theme. Templates see `theme_settings` with what the theme suggests for the rest.
    #[serde(skip)]
    pub theme_settings: BTreeMap<String, ShownSetting>,
}

/// The value of a theme's setting.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum ShownSetting {
    /// Nobody decided, or what was named is not there for readers.
    Nothing,
    Text(String),
    Number(Number),
    Boolean(bool),
    Image(Image),
    Entry(Box<EntryCard>),
}

impl ShownSetting {
    /// What needs no look at the site; nothing for a picture and an entry.
    pub fn of(value: &SettingValue) -> Self {
        match value {
            SettingValue::Text(text) => Self::Text(text.clone()),
            SettingValue::Number(number) => Self::Number(number.clone()),
            SettingValue::Boolean(flag) => Self::Boolean(*flag),
            SettingValue::Image(_) | SettingValue::Reference(_) => Self::Nothing,
        }
    }
}

/// The site as its settings describe it.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    pub title: String,
    pub description: String,
    /// The public address without a slash at its end.
    pub url: String,
    /// The path of the front page in this locale.
    pub home: String,
    /// A BCP 47 code.
    pub language: String,
    pub direction: Direction,
    /// An IANA name such as `Europe/Zurich`. A name that is not known means UTC.
    pub time_zone: String,
    /// Stands for the title at the top of pages.
    pub logo: Option<Image>,
    /// The address of a picture for browser tabs; absent for the theme's own.
    pub icon: Option<String>,
    /// Accounts elsewhere.
    pub profiles: Vec<ProfileLink>,
}

/// An account of the site elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileLink {
    pub name: String,
    pub url: String,
}

/// Which way the site's language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Ltr,
    Rtl,
}

/// The head of one page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageMeta {
    /// Without the site's title; empty on the front page.
    pub title: String,
    pub description: String,
    /// The full address of this page; absent where there is none, as on errors.
    pub canonical: Option<String>,
    /// For link previews.
    pub image: Option<Image>,
    /// Whether search engines are asked to leave this page out.
    pub noindex: bool,
    /// Whether it is an article: an entry of a type that has a list.
    pub is_article: bool,
    /// The page in every language, itself included, and for everybody else; empty when there is one only.
    pub alternates: Vec<Alternate>,
    /// From the front page to this one.
    pub breadcrumbs: Vec<Breadcrumb>,
    /// The feeds of what the page lists, then those of the front page.
    pub feeds: Vec<FeedLink>,
}

/// A version of the page in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    /// A BCP 47 code, or `x-default`.
    pub language: String,
    /// What speakers of the language call it, such as `français`; empty for `x-default`, which is no choice of a reader.
    pub name: String,
    pub direction: Direction,
    /// Whether it is the page that is shown.
    pub current: bool,
    /// The full address.
    pub url: String,
}

/// A step on the way to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Breadcrumb {
    pub name: String,
    pub url: String,
}

/// A list in a form for feed readers.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    pub title: String,
    pub media_type: String,
    /// The full address.
    pub url: String,
}

/// One line of a menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuLink {
    pub label: String,
    /// Absent for the heading of the lines below it.
    pub url: Option<String>,
    /// Whether the link leads to the page that is shown.
    pub current: bool,
    /// Whether the page that is shown is below: its path below that of the link, or its line below this one.
    pub within: bool,
    /// The lines below; menus have at most three levels.
    pub items: Vec<MenuLink>,
}
