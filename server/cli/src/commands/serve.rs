//! `galley serve`: the site and the APIs, until a signal ends them.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use clap::Args;
use galley_app::{App, content_types, housekeeping, projections, setup};
use galley_domain::roles::Actor;
use galley_http::front::FrontSettings;
use galley_http::rate_limits::RateSettings;
use galley_http::serve::{ConnectionLimits, serve, stop_on_signals};
use galley_http::state::HttpSettings;
use tokio::net::TcpListener;

use crate::config::Config;
use crate::data_folder;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
    /// The public address, such as `https://example.org`
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
}

/// How long supervised tasks may take to end after the last connection is closed.
const TASK_LIMIT: Duration = Duration::from_secs(10);

pub(crate) async fn run(_: Arguments, config: &Config) -> anyhow::Result<()> {
    // Before anything is changed, so that a second server on the same port changes nothing.
    let listener = TcpListener::bind(config.http.listen)
        .await
        .map_err(|error| anyhow!("cannot listen on {}: {}", config.http.listen, listen_problem(&error)))?;
    data_folder::make(config)?;
    let held = data_folder::hold(config)?;
    let app = wiring::open(config, Schema::Migrate).await?;
    // A broken theme stops the start, as any other wrong decision of the operator does.
    galley_app::pages::active_theme(&app).await?;
    content_types::offer_starter(&app.as_actor(Actor::System)).await?;
    content_types::start_rewriting(&app);
    projections::start(&app).await.context("the event log cannot be followed")?;
    housekeeping::start(&app);
    galley_app::pages::follow_theme(&app);

    let router = galley_http::router::router(Arc::clone(&app), http_settings(config, &app));
    announce(config, &app).await?;
    tokio::select! {
        () = serve(listener, router, ConnectionLimits::default(), app.stopping.clone()) => {}
        signals = stop_on_signals(app.stopping.clone()) => signals.context("signals cannot be received")?,
    }
    app.tasks.close();
    if tokio::time::timeout(TASK_LIMIT, app.tasks.wait()).await.is_err() {
        tracing::warn!("Background tasks were still running after {} s and are cut", TASK_LIMIT.as_secs());
    }
    app.store.close().await.context("the database cannot be closed")?;
    drop(held);
    tracing::info!("Stopped");
    Ok(())
}

fn listen_problem(error: &std::io::Error) -> String {
    let hint = match error.kind() {
        ErrorKind::AddrInUse => "another program listens there; hint: stop it, or set `listen`",
        ErrorKind::AddrNotAvailable => "this machine does not have the address; hint: set `listen`",
        ErrorKind::PermissionDenied => {
            "this account may not use the port; hint: set `listen` to one above 1023"
        }
        _ => return format!("{error}; hint: set `listen`"),
    };
    hint.to_owned()
}

fn http_settings(config: &Config, app: &App) -> HttpSettings {
    HttpSettings {
        front: FrontSettings {
            hosts: config.http.accepted_hosts(),
            trusted_proxies: config.http.trusted_proxies.clone(),
            boot_id: app.node.clone(),
        },
        rates: RateSettings::default(),
        cache_bytes: config.cache_bytes,
        reads: config.http.reads,
        content_sign_in: config.http.content_sign_in,
        content_parameters: config.http.content_parameters,
    }
}

/// What whoever started the server wants to know.
async fn announce(config: &Config, app: &App) -> anyhow::Result<()> {
    let (site, admin) = (config.http.site_address(), config.http.admin_address());
    if config.http.is_plain() {
        tracing::warn!("The site is served over plain http: the session cookie is not `Secure`");
    }
    for key in &config.without_effect {
        tracing::warn!("`{key}` is set, but nothing uses it yet");
    }
    output::line(format!("Galley {}", env!("CARGO_PKG_VERSION")))?;
    output::line(format!("Site:      {site}/"))?;
    output::line(format!("Admin API: {admin}/api"))?;
    if let Some(token) = setup::prepare(app).await? {
        output::line(format!(
            "There is no owner yet. Make the first account with this setup token: {}",
            token.reveal()
        ))?;
    }
    tracing::info!(listen = %config.http.listen, "Listening on {}", config.http.listen);
    Ok(())
}
