//! Tries a theme on every sample page, so that a mistake is found before a reader finds it.

use std::sync::Arc;
use std::time::Instant;

use galley_domain::ids::DocumentId;

use super::engine::file_name;
use super::{DataError, ListRequest, PageData, RenderLimits, Theme, ThemeError};
use crate::RenderError;
use crate::pages::{EntryCard, Page, Sample};

impl Theme {
    /// Renders each sample with every template that may show it. The first mistake ends the check.
    ///
    /// A theme that is slow on samples is as wrong as one that fails; `deadline` is for all of them together.
    pub fn check(&self, deadline: Instant) -> Result<(), ThemeError> {
        for page in Page::samples() {
            let general = page.templates().pop().into_iter();
            for template in general.chain([self.template_of(&page)]) {
                let template = file_name(&template);
                self.render_template(&template, &page, Arc::new(SampleData), RenderLimits::until(deadline))
                    .map_err(|error| as_mistake(error, &template))?;
            }
        }
        Ok(())
    }
}

fn as_mistake(error: RenderError, template: &str) -> ThemeError {
    match error {
        RenderError::Theme(mistake) => mistake,
        other => ThemeError::in_file(format!("templates/{template}"), other.to_string()),
    }
}

/// Answers that fit every question: the sample cards.
struct SampleData;

impl PageData for SampleData {
    fn list(&self, request: &ListRequest) -> Result<Vec<EntryCard>, DataError> {
        Ok(EntryCard::samples().into_iter().take(request.limit).collect())
    }

    fn entry(&self, _content_type: &str, _slug: &str) -> Result<Option<EntryCard>, DataError> {
        Ok(EntryCard::samples().into_iter().next())
    }

    fn url(&self, _document: DocumentId) -> Result<Option<String>, DataError> {
        Ok(Some("/sample".to_owned()))
    }
}
