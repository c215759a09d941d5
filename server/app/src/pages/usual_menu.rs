//! What stands in the main menu while nobody has written one: the topics of the site, then the pages at its top.

use std::sync::Arc;

use galley_domain::query::{
    Operator, RequestedFields, RequestedFilter, RequestedPage, RequestedQuery, RequestedSort,
};
use galley_domain::routes::Tree;
use galley_domain::schema::StoredType;
use galley_render::pages::MenuLink;

use super::cards;
use super::links::documents_in;
use super::neighbours::compare;
use super::reading::Reading;
use crate::error::AppError;

const MOST_TOPICS: usize = 7;
const MOST_PAGES: usize = 4;

impl Reading {
    pub(super) async fn usual_menu(&self) -> Result<Vec<MenuLink>, AppError> {
        let mut lines = self.topics().await?;
        lines.extend(self.top_pages().await?);
        Ok(lines)
    }

    /// The categories of what the front page lists, by name. Tags stand in for them only when they are few: the
    /// first of many are no choice.
    async fn topics(&self) -> Result<Vec<MenuLink>, AppError> {
        let Some(front) = self.front() else { return Ok(Vec::new()) };
        let parts = self.parts(front);
        if let Some(categories) = self.target(front, parts.categories.as_deref()) {
            let mut lines = self.named_lines(categories).await?;
            lines.truncate(MOST_TOPICS);
            if !lines.is_empty() {
                return Ok(lines);
            }
        }
        let Some(tags) = self.target(front, parts.tags.as_deref()) else { return Ok(Vec::new()) };
        let lines = self.named_lines(tags).await?;
        Ok(if lines.len() > MOST_TOPICS { Vec::new() } else { lines })
    }

    /// One more than are shown.
    async fn named_lines(&self, stored: &Arc<StoredType>) -> Result<Vec<MenuLink>, AppError> {
        let Some(title) = self.parts(stored).title else { return Ok(Vec::new()) };
        let by_name = RequestedSort { path: vec![title], descending: false };
        self.lines(stored, None, by_name, MOST_TOPICS + 1).await
    }

    /// Those of every tree of pages with nothing above them, the oldest first: imprints come after what a site is about.
    async fn top_pages(&self) -> Result<Vec<MenuLink>, AppError> {
        let mut lines = Vec::new();
        for stored in self.model.types().filter(|stored| stored.schema.public) {
            let Some(tree) = Tree::of(stored) else { continue };
            let at_the_top = compare(&tree.field, Operator::Null, "true".to_owned());
            let oldest_first = RequestedSort { path: vec!["publishedAt".to_owned()], descending: false };
            lines.extend(self.lines(stored, Some(at_the_top), oldest_first, MOST_PAGES).await?);
        }
        lines.truncate(MOST_PAGES);
        Ok(lines)
    }

    async fn lines(
        &self,
        stored: &Arc<StoredType>,
        filter: Option<RequestedFilter>,
        order: RequestedSort,
        most: usize,
    ) -> Result<Vec<MenuLink>, AppError> {
        let parts = self.parts(stored);
        let fields = parts.title.iter().cloned().chain(["publishedAt".to_owned()]).collect();
        let request = RequestedQuery {
            filter,
            fields: RequestedFields::Named(fields),
            sort: vec![order],
            page: RequestedPage {
                page_size: u64::try_from(most).ok(),
                without_count: true,
                ..RequestedPage::default()
            },
            ..RequestedQuery::default()
        };
        let found = self.list(stored, request).await?.items;
        let paths = self.paths(&documents_in(&found)).await?;
        let line = |label: String, url| MenuLink {
            label,
            url: Some(url),
            current: false,
            within: false,
            items: Vec::new(),
        };
        let lines = found.iter().filter_map(|item| Some(line(cards::title(item, &parts), paths.of(item)?)));
        Ok(lines.collect())
    }
}
