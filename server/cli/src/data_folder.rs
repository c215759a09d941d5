//! The data folder: made with the rights of its owner, and held by one server at a time.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};

use anyhow::{Context as _, anyhow, bail};

use crate::config::Config;

/// A folder that we make is its owner's only: it holds hashes of passwords and the secret.
pub(crate) fn make(config: &Config) -> anyhow::Result<()> {
    let shown = config.data_dir.display();
    let hint = "hint: `data_dir` names a folder that this account may write to";
    if config.data_dir.exists() && !config.data_dir.is_dir() {
        bail!("the data folder `{shown}` is a file; {hint}");
    }
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder
        .create(&config.data_dir)
        .map_err(|error| anyhow!("the data folder `{shown}` cannot be made: {}; {hint}", error.kind()))
}

/// The one server that may run on an SQLite database; dropping it lets the next one start. None for a database server,
/// which is made for several.
pub(crate) fn hold(config: &Config) -> anyhow::Result<Option<File>> {
    if galley_store::Backend::of_url(&config.database.url)? != galley_store::Backend::Sqlite {
        return Ok(None);
    }
    let path = config.data_dir.join("serve.lock");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("`{}` cannot be written", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => bail!(
            "another server runs on the data folder `{}`; hint: stop it, or name another folder with `data_dir`",
            config.data_dir.display()
        ),
        // Some network file systems know no locks; a warning at each start would not change that.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(None),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("`{}` cannot be locked", path.display()))
        }
    }
}
