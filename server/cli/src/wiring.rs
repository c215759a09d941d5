//! From a configuration to a running application.

use std::sync::Arc;
use std::thread::available_parallelism;

use anyhow::{Context as _, anyhow, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use galley_app::clock::Clock;
use galley_app::context::AppConfig;
use galley_app::secrets::MasterKey;
use galley_app::{App, content_types, ids};
use galley_domain::text::counted;
use galley_media::MediaStore;
use galley_store::{Store, StoreConfig};

use crate::config::Config;
use crate::data_folder;

/// What a command does about migrations that are not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    Migrate,
    MustBeCurrent,
}

/// Opens the database, the media folder and the model.
pub(crate) async fn open(config: &Config, schema: Schema) -> anyhow::Result<Arc<App>> {
    data_folder::make(config)?;
    // Before the database: a start with a wrong secret leaves it as it is.
    let app_config = app_config(config)?;
    let media = MediaStore::open(&config.media_url)
        .await
        .context("the media folder of `media_url` cannot be opened")?;
    match schema {
        Schema::Migrate => {
            migrate(config).await?;
        }
        Schema::MustBeCurrent => require_current(config).await?,
    }
    let store = Store::connect(&StoreConfig::at(&config.database.url))
        .await
        .context("the database cannot be opened")?;
    let model = content_types::load(&store).await.context("the content model cannot be read")?;
    Ok(App::new(store, media, Clock::System, app_config, model))
}

/// Waits for supervised tasks and closes the database.
pub(crate) async fn close(app: &App) -> anyhow::Result<()> {
    app.stopping.cancel();
    app.tasks.close();
    app.tasks.wait().await;
    app.store.close().await.context("the database cannot be closed")
}

/// Applies pending migrations and says how many there were.
pub(crate) async fn migrate(config: &Config) -> anyhow::Result<usize> {
    data_folder::make(config)?;
    let url = &config.database.url;
    let pending = pending(config).await?;
    galley_migrations::up(url).await.context("the migrations cannot be applied")?;
    if pending > 0 {
        tracing::info!(migrations = pending, "Applied {}", counted(pending, "migration"));
    }
    Ok(pending)
}

async fn require_current(config: &Config) -> anyhow::Result<()> {
    match pending(config).await? {
        0 => Ok(()),
        1 => bail!("1 migration is not applied; hint: run `galley migrate`"),
        pending => bail!("{pending} migrations are not applied; hint: run `galley migrate`"),
    }
}

async fn pending(config: &Config) -> anyhow::Result<usize> {
    galley_store::reach(&config.database.url)
        .await
        .map_err(|error| anyhow!("{error}; hint: `database_url` says where it is"))?;
    let steps =
        galley_migrations::status(&config.database.url).await.context("the database cannot be read")?;
    Ok(steps.iter().filter(|step| !step.applied).count())
}

fn app_config(config: &Config) -> anyhow::Result<AppConfig> {
    let cores = available_parallelism().map_or(2, std::num::NonZero::get);
    let fresh = URL_SAFE_NO_PAD.encode(ids::new_secret());
    let secret = config.secret.key(&fresh).context("the secret cannot be used")?;
    Ok(AppConfig {
        base_url: config.http.site_address(),
        development: config.development,
        themes_dir: config.data_dir.join("themes"),
        master_key: MasterKey::new(secret.reveal()),
        hashing_permits: 2 * cores,
        render_permits: 2 * cores,
    })
}
