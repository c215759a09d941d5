//! Tries a theme on every sample page, so that a mistake is found before a reader finds it.

use std::sync::Arc;
use std::time::Instant;

use galley_domain::ids::DocumentId;

use super::engine::file_name;
use super::{DataError, ListRequest, PageData, RenderLimits, Theme, ThemeError, settings};
use crate::RenderError;
use crate::pages::{EntryCard, Page, Sample};

impl Theme {
    /// Renders each sample with every template that may show it. The first mistake ends the check.
    ///
    /// A theme that is slow on samples is as wrong as one that fails; `deadline` is for all of them together.
    pub fn check(&self, deadline: Instant) -> Result<(), ThemeError> {
        self.mistakes(deadline).into_iter().next().map_or(Ok(()), Err)
    }

    /// All mistakes that the samples show, at most one for each template and sample, each once.
    pub fn mistakes(&self, deadline: Instant) -> Vec<ThemeError> {
        let mut samples = Page::samples();
        if !self.manifest().settings.is_empty() {
            let others = settings::other_values(&self.manifest().settings);
            let decided = samples.clone().into_iter().map(|mut page| {
                page.shared_mut().theme_settings.clone_from(&others);
                page
            });
            samples.extend(decided.collect::<Vec<_>>());
        }
        let mut found = Vec::new();
        let mut add = |mistake: ThemeError| {
            if !found.contains(&mistake) {
                found.push(mistake);
            }
        };
        for page in &samples {
            let choices = self.choices(page);
            let shown: Vec<&String> = choices.iter().filter(|name| self.has(name)).collect();
            for template in shown.into_iter().filter(|name| Page::GENERAL.contains(&name.as_str())) {
                self.try_on(template, page, deadline).unwrap_or_else(&mut add);
            }
        }
        for template in self.own_templates() {
            // Made for one type or one entry; the name alone does not say whether that is shown or lists others.
            let on = |kind: fn(&Page) -> bool| {
                let pages = samples.iter().filter(|page| kind(page));
                pages.map(|page| self.try_on(&template, page, deadline)).find_map(Result::err)
            };
            let as_list = on(|page| matches!(page, Page::Archive(_)));
            let as_entry = on(|page| matches!(page, Page::Entry(_)));
            let mistake = if template.ends_with("-archive") { as_list } else { as_list.and(as_entry) };
            if let Some(mistake) = mistake {
                add(mistake);
            }
        }
        found
    }

    /// The templates beside the general ones that may be chosen for a page.
    fn own_templates(&self) -> Vec<String> {
        let names = self.template_names().filter(|name| !name.contains('/'));
        let names = names.filter_map(|name| name.strip_suffix(".html"));
        names
            .filter(|name| !Page::GENERAL.contains(name) && !LATER.contains(name))
            .map(str::to_owned)
            .collect()
    }

    fn try_on(&self, template: &str, page: &Page, deadline: Instant) -> Result<(), ThemeError> {
        let template = file_name(template);
        self.render_template(&template, page, Arc::new(SampleData), RenderLimits::until(deadline))
            .map(drop)
            .map_err(|error| as_mistake(error, &template))
    }
}

/// Templates of pages that no site has yet.
const LATER: [&str; 2] = ["preview", "search"];

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
