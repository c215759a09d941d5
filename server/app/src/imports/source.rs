//! Under which name an import remembers what it made, and from which place that name may be used.
//!
//! A source is a name, because content moves between folders and machines. Two folders may have one name, though, and
//! files with the same path in them would take each other's entries; so the place of each source is remembered, and a
//! second place has to say what it is.

use std::path::{Path, PathBuf};

use galley_store::{Priority, import_sources};

use crate::context::Ctx;
use crate::error::AppError;

/// Longest name, in characters: with the kind of the source before it, it fits its column.
const LONGEST_NAME: usize = 200;

/// What to make of a name whose content came from another place before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OtherPlace {
    /// It may be other content.
    #[default]
    Refuse,
    /// It is the same content, which has moved.
    Moved,
}

/// How the person who imports names the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Naming {
    /// Absent: the folder's own name.
    pub name: Option<String>,
    pub other_place: OtherPlace,
}

/// A source that can be read: a name and the folder it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ImportSource {
    /// With the kind before it, as `markdown:blog`.
    pub(crate) key: String,
    name: String,
    /// Without links and relative parts.
    place: PathBuf,
    other_place: OtherPlace,
}

impl ImportSource {
    /// The source of a kind in a folder that exists.
    pub(crate) fn of_folder(kind: &str, directory: &Path, naming: &Naming) -> Result<Self, AppError> {
        let shown = directory.display();
        let place = directory
            .canonicalize()
            .map_err(|error| AppError::Input(format!("`{shown}` cannot be read: {}", error.kind())))?;
        if !place.is_dir() {
            return Err(AppError::Input(format!("`{shown}` is not a folder")));
        }
        let own = || place.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        let name = naming.name.clone().or_else(own).ok_or_else(|| {
            let hint = "hint: `--as NAME` gives the import a name of its own";
            AppError::Input(format!("the name of `{shown}` cannot be used; {hint}"))
        })?;
        check_name(&name)?;
        Ok(Self { key: format!("{kind}:{name}"), name, place, other_place: naming.other_place })
    }

    /// Remembers where the source lies; refuses when it was somewhere else and nobody said that it moved.
    pub(crate) async fn take_place(&self, ctx: &Ctx) -> Result<(), AppError> {
        let place = self.place.display().to_string();
        let work = ctx.app.store.write(Priority::Batch).await?;
        if !import_sources::note_first(&work, &self.key, &place, ctx.now()).await? {
            let before = import_sources::place(&work, &self.key).await?.unwrap_or_default();
            match self.other_place {
                _ if before == place => return Ok(()),
                OtherPlace::Refuse => return Err(self.refusal(&before, &place)),
                OtherPlace::Moved => {
                    import_sources::note_moved(&work, &self.key, &place, ctx.now()).await?;
                }
            }
        }
        Ok(work.commit().await?)
    }

    fn refusal(&self, before: &str, place: &str) -> AppError {
        AppError::Input(format!(
            "`{}` was imported from `{before}` before, and this is `{place}`; hint: `--as NAME` imports it under \
             a name of its own, `--moved` says that it is the same content in a new place",
            self.name
        ))
    }
}

fn check_name(name: &str) -> Result<(), AppError> {
    let problem = if name.trim().is_empty() {
        "must not be empty".to_owned()
    } else if name.chars().count() > LONGEST_NAME {
        format!("must be at most {LONGEST_NAME} characters")
    } else if name.chars().any(char::is_control) {
        "must not contain control characters".to_owned()
    } else {
        return Ok(());
    };
    Err(AppError::Input(format!("the name of an import {problem}; hint: `--as NAME` gives it another one")))
}
