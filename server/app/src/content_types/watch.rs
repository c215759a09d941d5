//! Takes over changes of the model: those that another process made, and the rewriting that every change asks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use galley_domain::ids::{ContentTypeId, SchemaVersion};
use galley_domain::schema::Model;

use super::load::reload;
use crate::context::App;
use crate::error::AppError;

/// The versions of the types at the last look. What was stale before is not its business.
#[derive(Debug)]
pub(crate) struct KnownVersions(BTreeMap<ContentTypeId, SchemaVersion>);

impl KnownVersions {
    pub(crate) fn of(model: &Model) -> Self {
        Self(model.types().map(|stored| (stored.id, stored.version)).collect())
    }

    /// Reads the model anew. It is asked for when something happened that may have changed it.
    pub(crate) async fn look(&mut self, app: &Arc<App>) -> Result<(), AppError> {
        reload(app).await?;
        // This process knows a change of its own already, but rewrites after it like after any other.
        let versions = Self::of(&app.model()).0;
        if self.0 != versions {
            super::start_rewriting(app);
            self.0 = versions;
        }
        Ok(())
    }
}
