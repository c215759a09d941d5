//! The words of a theme: `locales/{language}.toml`, one file for each language.
//!
//! A file has texts by key, a table of forms for a text that counts, and a table `calendar` for dates. The theme's own
//! language has every text; another may lack some, and says nothing that the first does not know.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::ThemeError;
use super::files::ThemeFiles;
use super::plurals::Form;
use super::suggestion::nearest;

const FOLDER: &str = "locales/";
const CALENDAR: &str = "calendar";

/// All languages of a theme.
#[derive(Debug, Default)]
pub(crate) struct Words {
    languages: BTreeMap<String, Language>,
    /// The theme's own language.
    own: String,
}

#[derive(Debug, Default)]
struct Language {
    texts: BTreeMap<String, Text>,
    calendar: Calendar,
}

/// How dates are written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Calendar {
    /// The format of `date` without one.
    pub(crate) date: Option<String>,
    /// From January on.
    pub(crate) months: Vec<String>,
    pub(crate) months_short: Vec<String>,
    /// From Monday on.
    pub(crate) weekdays: Vec<String>,
    pub(crate) weekdays_short: Vec<String>,
}

#[derive(Debug)]
enum Text {
    Plain(String),
    Counted(BTreeMap<Form, String>),
}

impl Words {
    pub(super) fn of(files: &ThemeFiles, own: &str) -> Result<Self, ThemeError> {
        let mut words = Self { languages: BTreeMap::new(), own: own.to_ascii_lowercase() };
        for (path, content) in files {
            let Some(name) = path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".toml")) else {
                continue;
            };
            let language = Language::read(content)
                .map_err(|(line, message)| ThemeError { line, ..ThemeError::in_file(path, message) })?;
            words.languages.insert(name.to_ascii_lowercase(), language);
        }
        words.compare()?;
        Ok(words)
    }

    /// Every language must say what the first one says, or less.
    fn compare(&self) -> Result<(), ThemeError> {
        let Some(own) = self.languages.get(&self.own) else {
            let missing = format!("{FOLDER}{}.toml", self.own);
            let hint = "`language` in theme.toml names the language of the theme; without it that is `en`";
            if self.languages.is_empty() {
                return Ok(());
            }
            return Err(ThemeError::in_file(missing, "is missing").with_hint(hint));
        };
        for (name, language) in &self.languages {
            let wrong = |message: String| ThemeError::in_file(format!("{FOLDER}{name}.toml"), message);
            for (key, text) in &language.texts {
                let Some(model) = own.texts.get(key) else {
                    return Err(wrong(format!("has the text `{key}`, which `{}` has not", self.own)));
                };
                let known = model.places();
                if let Some(place) = text.places().into_iter().find(|place| !known.contains(place)) {
                    let own = &self.own;
                    return Err(wrong(format!("`{key}` has the place `{{{place}}}`, which `{own}` has not")));
                }
            }
        }
        Ok(())
    }

    /// The text in the first language that has it: the one asked for, its base, the theme's own.
    pub(crate) fn text(&self, language: &str, key: &str, count: Option<u64>) -> Result<&str, String> {
        for (name, words) in self.chain(language) {
            match (words.texts.get(key), count) {
                (Some(Text::Plain(text)), _) => return Ok(text),
                (Some(Text::Counted(_)), None) => return Err(format!("the text `{key}` needs a `count`")),
                (Some(Text::Counted(forms)), Some(count)) => {
                    let form = forms.get(&Form::of(name, count)).or_else(|| forms.get(&Form::Other));
                    return form.map(String::as_str).ok_or_else(|| format!("`{key}` has no form `other`"));
                }
                (None, _) => {}
            }
        }
        let known: Vec<&str> =
            self.languages.values().flat_map(|words| words.texts.keys()).map(String::as_str).collect();
        let hint = nearest(key, &known).map(|found| format!(", did you mean `{found}`?"));
        Err(format!("the theme has no text `{key}`{}", hint.unwrap_or_default()))
    }

    /// The text in this language or its base, when it is one text.
    pub(super) fn exactly(&self, language: &str, key: &str) -> Option<&str> {
        let base = |language: &str| language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let found = self.chain(language).filter(|(name, _)| base(name) == base(language));
        found.filter_map(|(_, words)| words.texts.get(key)).find_map(|text| match text {
            Text::Plain(text) => Some(text.as_str()),
            Text::Counted(_) => None,
        })
    }

    pub(crate) fn calendar(&self, language: &str) -> Option<&Calendar> {
        self.chain(language).next().map(|(_, words)| &words.calendar)
    }

    fn chain(&self, language: &str) -> impl Iterator<Item = (&str, &Language)> {
        let whole = language.to_ascii_lowercase();
        let base = whole.split('-').next().unwrap_or_default().to_owned();
        let names = [whole, base, self.own.clone()];
        names
            .into_iter()
            .filter_map(|name| self.languages.get_key_value(&name))
            .map(|(name, words)| (name.as_str(), words))
    }
}

/// A line, if known, and what is wrong there.
type Mistake = (Option<usize>, String);

impl Language {
    fn read(content: &[u8]) -> Result<Self, Mistake> {
        let source =
            std::str::from_utf8(content).map_err(|error| (None, format!("is not UTF-8: {error}")))?;
        let table: toml::Table = toml::from_str(source).map_err(|error| {
            let line = error
                .span()
                .map(|span| source.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
            (line, error.message().to_owned())
        })?;
        let mut language = Self::default();
        for (key, value) in table {
            let wrong = |message: String| -> Mistake { (None, format!("`{key}`: {message}")) };
            if key == CALENDAR {
                language.calendar =
                    value.try_into().map_err(|error: toml::de::Error| wrong(error.message().to_owned()))?;
                language.calendar.check().map_err(|message| wrong(message.to_owned()))?;
            } else {
                let text = Text::read(value).map_err(wrong)?;
                language.texts.insert(key, text);
            }
        }
        Ok(language)
    }
}

impl Calendar {
    fn check(&self) -> Result<(), &'static str> {
        let fits = |names: &[String], count: usize| names.is_empty() || names.len() == count;
        if !fits(&self.months, 12) || !fits(&self.months_short, 12) {
            return Err("a year has twelve months");
        }
        if !fits(&self.weekdays, 7) || !fits(&self.weekdays_short, 7) {
            return Err("a week has seven days");
        }
        Ok(())
    }
}

impl Text {
    fn read(value: toml::Value) -> Result<Self, String> {
        match value {
            toml::Value::String(text) => Ok(Self::Plain(text)),
            toml::Value::Table(forms) => {
                let mut read = BTreeMap::new();
                for (name, text) in forms {
                    let form = Form::named(&name)
                        .ok_or_else(|| format!("`{name}` is none of zero, one, two, few, many, other"))?;
                    let toml::Value::String(text) = text else { return Err("a form is a text".to_owned()) };
                    read.insert(form, text);
                }
                if !read.contains_key(&Form::Other) {
                    return Err("the form `other` is missing".to_owned());
                }
                Ok(Self::Counted(read))
            }
            _ => Err("a text is text, or a table of forms".to_owned()),
        }
    }

    /// The names between braces.
    fn places(&self) -> BTreeSet<&str> {
        let texts: Vec<&str> = match self {
            Self::Plain(text) => vec![text],
            Self::Counted(forms) => forms.values().map(String::as_str).collect(),
        };
        let parts = texts.into_iter().flat_map(|text| text.split('{').skip(1));
        parts.filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
    }
}
