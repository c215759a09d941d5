//! One object of a schema file, read key by key; every wrong value becomes a problem with file and place.

use serde_json::{Map, Value};

use crate::schema::ModelError;

/// Everything that is wrong with one file.
#[derive(Debug)]
pub(super) struct Problems {
    file: String,
    errors: Vec<ModelError>,
}

impl Problems {
    pub(super) fn of(file: &str) -> Self {
        Self { file: file.to_owned(), errors: Vec::new() }
    }

    pub(super) fn add(&mut self, place: &str, problem: impl Into<String>) {
        self.errors.push(ModelError::InFile {
            file: self.file.clone(),
            at: place.to_owned(),
            problem: problem.into(),
        });
    }

    /// `value` when nothing is wrong, else the list.
    pub(super) fn or<T>(self, value: Option<T>) -> Result<T, Vec<ModelError>> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }
}

/// An object and where it is.
pub(super) struct Section<'a> {
    pub members: &'a Map<String, Value>,
    pub place: String,
}

static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);

impl<'a> Section<'a> {
    pub(super) fn place_of(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    /// A value that is there; `null` says the same as an absent key.
    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.members.get(key).filter(|value| !value.is_null())
    }

    fn read<T>(
        &self,
        key: &str,
        wanted: &str,
        problems: &mut Problems,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let read = read(value);
        if read.is_none() {
            problems.add(&self.place_of(key), format!("must be {wanted}"));
        }
        read
    }

    pub(super) fn text(&self, key: &str, problems: &mut Problems) -> Option<&'a str> {
        self.read(key, "a string", problems, Value::as_str)
    }

    pub(super) fn truth(&self, key: &str, problems: &mut Problems) -> Option<bool> {
        self.read(key, "true or false", problems, Value::as_bool)
    }

    pub(super) fn number(&self, key: &str, problems: &mut Problems) -> Option<f64> {
        self.read(key, "a number", problems, Value::as_f64)
    }

    pub(super) fn count(&self, key: &str, problems: &mut Problems) -> Option<u32> {
        let count = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
        self.read(key, "a whole number that is not negative", problems, count)
    }

    pub(super) fn texts(&self, key: &str, problems: &mut Problems) -> Option<Vec<String>> {
        self.read(key, "a list of strings", problems, |value| {
            value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    /// An object, which is empty when absent.
    pub(super) fn section(&self, key: &str, problems: &mut Problems) -> Self {
        let members = self.read(key, "an object", problems, Value::as_object);
        Section { members: members.unwrap_or(&NOTHING), place: self.place_of(key) }
    }

    /// Whether `pluginOptions.i18n.localized` is set.
    pub(super) fn localized(&self, problems: &mut Problems) -> bool {
        self.section("pluginOptions", problems)
            .section("i18n", problems)
            .truth("localized", problems)
            .unwrap_or(false)
    }

    /// Our own part, whose keys are all known: a misspelt one must not be kept in silence.
    pub(super) fn galley(&self, known: &[&str], problems: &mut Problems) -> Self {
        let galley = self.section("galley", problems);
        for key in galley.members.keys().filter(|key| !known.contains(&key.as_str())) {
            problems.add(&galley.place_of(key), format!("is not known: `galley` has {}", known.join(", ")));
        }
        galley
    }
}
