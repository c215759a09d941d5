//! The bare handler that Galley is compared with: it returns the same bytes to every request, from memory.
//!
//! Usage: `galley-bench-bare ADDRESS BODY_FILE CONTENT_TYPE`

use anyhow::{Context, Result};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name| arguments.next().with_context(|| format!("{name} is missing"));
    let address = next("ADDRESS")?;
    let body = Bytes::from(tokio::fs::read(next("BODY_FILE")?).await?);
    let content_type = next("CONTENT_TYPE")?;
    let application = Router::new().fallback(move || {
        let answer = ([(CONTENT_TYPE, content_type.clone())], body.clone());
        async move { answer }
    });
    axum::serve(TcpListener::bind(address).await?, application).await?;
    Ok(())
}
