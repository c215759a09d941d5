//! Writing sample content, 500 entries in a unit of work, leaving alone what is there already.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use galley_domain::schema::starter;
use galley_domain::text::{counted, instant};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::dataset::{Author, Dataset, Menu, Post, Tag};
use super::{generator, menu};
use crate::content_types::{self, Starter};
use crate::context::Ctx;
use crate::entries::batch::{self, EntryInput, ImportKey};
use crate::error::AppError;
use crate::ids::new_document_id;
use crate::imports::Known;

const SOURCE: &str = "seed";
const BATCH: usize = 500;

/// Told how many of all entries are done.
pub type Progress<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// What a seed made.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SeedReport {
    /// New entries, by content type.
    pub made: BTreeMap<&'static str, usize>,
    /// Entries that an earlier seed had made.
    pub present: usize,
}

impl fmt::Display for SeedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.made.is_empty() {
            return writeln!(f, "Already there: {}.", counted(self.present, "entry"));
        }
        let made: Vec<String> = self.made.iter().map(|(name, count)| format!("{count} of {name}")).collect();
        writeln!(f, "Made {}; already there: {}.", made.join(", "), self.present)
    }
}

/// Loads a data set from its file.
pub async fn dataset(ctx: &Ctx, file: &Path, progress: Progress<'_>) -> Result<SeedReport, AppError> {
    ctx.require(Permission::Import)?;
    let path = file.to_owned();
    let read = tokio::task::spawn_blocking(move || read_dataset(&path));
    let Dataset { authors, tags, posts, menu } = read.await.map_err(AppError::internal)??;
    let mut seed = Seed::open(ctx, posts.len() + authors.len() + tags.len() + 1, progress).await?;
    seed.terms(&authors, &tags).await?;
    for chunk in posts.chunks(BATCH) {
        seed.posts(chunk).await?;
    }
    seed.menu(&menu).await?;
    Ok(seed.report)
}

/// Makes the same shapes with `count` posts, 1 at least.
pub async fn entries(ctx: &Ctx, count: usize, progress: Progress<'_>) -> Result<SeedReport, AppError> {
    ctx.require(Permission::Import)?;
    let count = count.max(1);
    let authors: Vec<Author> = (1..=generator::AUTHORS).map(generator::author).collect();
    let tags: Vec<Tag> = (1..=generator::TAGS).map(generator::tag).collect();
    let mut seed = Seed::open(ctx, count + authors.len() + tags.len() + 1, progress).await?;
    seed.terms(&authors, &tags).await?;
    let numbers: Vec<usize> = (1..=count).collect();
    for chunk in numbers.chunks(BATCH) {
        // Only what is missing is made, so that a second run is quick.
        let posts: Vec<Post> = chunk.iter().map(|number| generator::post(*number, count)).collect();
        seed.posts(&posts).await?;
    }
    seed.menu(&generator::menu(count)).await?;
    Ok(seed.report)
}

fn read_dataset(path: &Path) -> Result<Dataset, AppError> {
    let input = |problem: String| AppError::Input(format!("`{}` {problem}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| input(format!("cannot be read: {}", error.kind())))?;
    serde_json::from_slice(&bytes).map_err(|error| input(format!("is not a data set: {error}")))
}

/// A seed under way.
struct Seed<'a> {
    ctx: &'a Ctx,
    progress: Progress<'a>,
    done: usize,
    all: usize,
    authors: HashMap<usize, DocumentId>,
    tags: HashMap<usize, DocumentId>,
    posts: HashMap<usize, DocumentId>,
    report: SeedReport,
}

/// One entry that shall be there.
struct Item {
    number: usize,
    key: String,
    published_at: Option<i64>,
    data: Map<String, Value>,
}

impl<'a> Seed<'a> {
    async fn open(ctx: &'a Ctx, all: usize, progress: Progress<'a>) -> Result<Self, AppError> {
        content_types::apply_starter(ctx, Starter::Blog).await?;
        if ctx.model().by_name("menu").is_none() {
            content_types::apply(ctx, &starter::bench()).await?;
        }
        Ok(Self {
            ctx,
            progress,
            done: 0,
            all,
            authors: HashMap::new(),
            tags: HashMap::new(),
            posts: HashMap::new(),
            report: SeedReport::default(),
        })
    }

    async fn terms(&mut self, authors: &[Author], tags: &[Tag]) -> Result<(), AppError> {
        let items = authors.iter().map(|author| Item {
            number: author.id,
            key: format!("author:{}", author.slug),
            published_at: None,
            data: object([
                ("name", json!(author.name)),
                ("slug", json!(author.slug)),
                ("email", json!(author.email)),
                ("bio", json!(author.bio)),
            ]),
        });
        self.authors = self.write("author", items.collect()).await?;
        let items = tags.iter().map(|tag| Item {
            number: tag.id,
            key: format!("tag:{}", tag.slug),
            published_at: None,
            data: object([
                ("name", json!(tag.name)),
                ("slug", json!(tag.slug)),
                ("description", json!(tag.description)),
            ]),
        });
        self.tags = self.write("tag", items.collect()).await?;
        Ok(())
    }

    async fn posts(&mut self, posts: &[Post]) -> Result<(), AppError> {
        let mut items = Vec::with_capacity(posts.len());
        for post in posts {
            let published_at = instant::parse(&post.published_at).ok_or_else(|| {
                AppError::Input(format!("post `{}`: `{}` is not a time", post.slug, post.published_at))
            })?;
            let tags: Vec<&DocumentId> = post.tags.iter().filter_map(|tag| self.tags.get(tag)).collect();
            items.push(Item {
                number: post.id,
                key: format!("post:{}", post.slug),
                published_at: Some(published_at),
                data: object([
                    ("title", json!(post.title)),
                    ("slug", json!(post.slug)),
                    ("excerpt", json!(post.excerpt)),
                    ("body", json!(post.markdown)),
                    ("author", json!(self.authors.get(&post.author))),
                    ("tags", json!(tags)),
                ]),
            });
        }
        let written = self.write("post", items).await?;
        self.posts.extend(written);
        Ok(())
    }

    async fn menu(&mut self, menu: &Menu) -> Result<(), AppError> {
        let data = menu::data(menu, &self.posts);
        let item = Item { number: 1, key: format!("menu:{}", menu.slug), published_at: None, data };
        self.write("menu", vec![item]).await?;
        Ok(())
    }

    /// Writes what is missing, and says which document each item is.
    async fn write(
        &mut self,
        content_type: &'static str,
        items: Vec<Item>,
    ) -> Result<HashMap<usize, DocumentId>, AppError> {
        let mut documents = HashMap::with_capacity(items.len());
        let mut inputs = Vec::new();
        let count = items.len();
        let keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
        let known = Known::load(self.ctx, SOURCE, &keys).await?;
        for item in items {
            if let Some(entry) = known.entry(&item.key) {
                documents.insert(item.number, entry.document);
                self.report.present += 1;
                continue;
            }
            let document = new_document_id(self.ctx.now());
            documents.insert(item.number, document);
            inputs.push(self.input(content_type, document, item)?);
        }
        for (input, outcome) in inputs.iter().zip(batch::write(self.ctx, &inputs).await?) {
            if let Err(errors) = outcome {
                let key = input.import.as_ref().map_or("", |import| import.key.as_str());
                return Err(AppError::Input(format!("`{key}` cannot be written: {errors}")));
            }
        }
        if !inputs.is_empty() {
            *self.report.made.entry(content_type).or_default() += inputs.len();
        }
        self.done += count;
        (self.progress)(self.done, self.all);
        Ok(documents)
    }

    fn input(&self, content_type: &str, document: DocumentId, item: Item) -> Result<EntryInput, AppError> {
        let model = self.ctx.model();
        let stored = model
            .by_name(content_type)
            .ok_or_else(|| AppError::Input(format!("the model has no content type `{content_type}`")))?;
        Ok(EntryInput {
            content_type: stored.schema.singular.clone(),
            document,
            locale: if stored.schema.localized { model.default_locale() } else { Locale::none() },
            data: item.data,
            publish: true,
            published_at: item.published_at,
            created_at: item.published_at,
            redirects: Vec::new(),
            import: Some(ImportKey { source: SOURCE.to_owned(), key: item.key, content_hash: [0; 32] }),
        })
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
