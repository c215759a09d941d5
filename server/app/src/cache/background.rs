//! What is behind answers: settings, the model, menus, the theme.
//!
//! Nearly every answer is made from some of it, and it changes seldom. So it is noted as a few bits and numbers, without
//! an entry in the index, and a change of it is compared with every kept answer.

use std::collections::BTreeMap;

use galley_domain::ids::ContentTypeId;
use galley_domain::locales::Locale;
use galley_domain::settings::SettingParts;

/// What of it an answer was made from.
#[derive(Debug, Default)]
pub(super) struct Background {
    settings: SettingParts,
    /// Which types have pages, and how those are listed.
    outline: bool,
    theme: bool,
    /// The types whose fields and rights were looked at; few.
    types: Vec<ContentTypeId>,
    menus: Vec<MenusRead>,
}

/// The menus that a page was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MenusRead {
    /// The locales in which menus were looked for, the nearest first.
    pub(crate) order: Vec<Locale>,
    /// By name, the place in that order of the one that was found first.
    pub(crate) chosen: BTreeMap<String, usize>,
}

/// What became another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Settings(SettingParts),
    Menu { name: String, locale: Locale },
    Model { types: Vec<ContentTypeId>, outline: bool },
}

impl Background {
    pub(super) const fn reads_settings(&mut self, parts: SettingParts) {
        self.settings = self.settings.and(parts);
    }

    pub(super) const fn reads_outline(&mut self) {
        self.outline = true;
    }

    pub(super) const fn reads_theme(&mut self) {
        self.theme = true;
    }

    pub(super) fn reads_types(&mut self, types: &[ContentTypeId]) {
        for id in types {
            if !self.types.contains(id) {
                self.types.push(*id);
            }
        }
    }

    pub(super) fn reads_menus(&mut self, menus: MenusRead) {
        self.menus.push(menus);
    }

    pub(super) fn is_empty(&self) -> bool {
        let Self { settings, outline, theme, types, menus } = self;
        settings.is_empty() && !outline && !theme && types.is_empty() && menus.is_empty()
    }

    pub(super) const fn has_theme(&self) -> bool {
        self.theme
    }

    pub(super) fn is_hit_by(&self, change: &Change) -> bool {
        match change {
            Change::Settings(parts) => self.settings.meets(*parts),
            Change::Menu { name, locale } => self.menus.iter().any(|menus| menus.are_hit_by(name, locale)),
            Change::Model { types, outline } => {
                *outline && self.outline || types.iter().any(|id| self.types.contains(id))
            }
        }
    }

    /// About how many bytes it takes beyond itself.
    pub(super) fn weight(&self) -> usize {
        let names = |menus: &MenusRead| menus.chosen.keys().map(|name| name.len() + 64).sum::<usize>();
        let menus = self.menus.iter().map(|menus| 64 + 32 * menus.order.len() + names(menus));
        size_of_val(self.types.as_slice()) + menus.sum::<usize>()
    }
}

impl MenusRead {
    /// One that is further away than the one that was found is not looked at.
    fn are_hit_by(&self, name: &str, locale: &Locale) -> bool {
        let place = self.order.iter().position(|read| read == locale);
        let found = self.chosen.get(name).copied().unwrap_or(usize::MAX);
        place.is_some_and(|place| place <= found)
    }
}

impl Change {
    /// About how many bytes it takes beyond itself.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Settings(_) => 0,
            Self::Menu { name, locale } => name.len() + locale.as_str().len(),
            Self::Model { types, .. } => size_of_val(types.as_slice()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_that_a_nearer_one_hides_is_no_hit() {
        let locale = |code: &str| code.parse::<Locale>().unwrap();
        let mut background = Background::default();
        background.reads_menus(MenusRead {
            order: vec![locale("fr"), Locale::none(), locale("en")],
            chosen: [("main".to_owned(), 0), ("footer".to_owned(), 2)].into(),
        });
        for (name, code, expected) in [
            ("main", "fr", true),
            ("main", "en", false),
            ("footer", "fr", true),
            ("footer", "en", true),
            ("new", "en", true),
            ("main", "de", false),
        ] {
            let change = Change::Menu { name: name.to_owned(), locale: locale(code) };
            assert_eq!(background.is_hit_by(&change), expected, "{name} in {code}");
        }
    }

    #[test]
    fn a_type_hits_what_looked_at_it_and_an_outline_what_found_its_way_by_it() {
        let mut list = Background::default();
        list.reads_types(&[ContentTypeId(1), ContentTypeId(2)]);
        let mut page = Background::default();
        page.reads_outline();
        for (types, outline, hits_list, hits_page) in
            [(vec![1], false, true, false), (vec![3], false, false, false), (vec![3], true, false, true)]
        {
            let change = Change::Model { types: types.into_iter().map(ContentTypeId).collect(), outline };
            assert_eq!(
                (list.is_hit_by(&change), page.is_hit_by(&change)),
                (hits_list, hits_page),
                "{change:?}"
            );
        }
    }
}
