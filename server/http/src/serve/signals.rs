//! SIGTERM and Ctrl-C: the first asks the server to stop, the second does not ask.

use tokio::signal;
use tokio_util::sync::CancellationToken;

/// Cancels `stop` at the first signal and ends the process at the second.
pub async fn stop_on_signals(stop: CancellationToken) -> std::io::Result<()> {
    next_signal().await?;
    tracing::info!("Stopping; requests under way may finish");
    stop.cancel();
    next_signal().await?;
    tracing::warn!("Stopped at once by a second signal");
    std::process::exit(130)
}

#[cfg(unix)]
async fn next_signal() -> std::io::Result<()> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn next_signal() -> std::io::Result<()> {
    signal::ctrl_c().await
}
