//! The import itself: read, plan, make the terms, write, report.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use galley_domain::ids::DocumentId;
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use galley_domain::text::clip;
use galley_store::entries;

use super::folder::{self, Folder};
use super::links::{Here, Relinked, Targets};
use super::plan::{self, Job, Plan};
use super::slugs;
use super::terms::{self, Terms, Wanted};
use super::{SiteAddress, uploads};
use crate::content_types::{self, Starter};
use crate::context::Ctx;
use crate::entries::batch::{self, EntryInput, ImportKey};
use crate::error::AppError;
use crate::ids::new_document_id;
use crate::imports::{FileReport, ImportReport, ImportSource, Known, Naming, Problem, State};

/// Entries in one unit of work: small enough that people who write meanwhile do not wait.
const BATCH: usize = 100;

/// Characters of a name that the report shows.
const LONGEST_SHOWN: usize = 80;

/// Told how many of all files are done.
pub type Progress<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// What to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub directory: PathBuf,
    pub naming: Naming,
    /// Where the content was served: full addresses below it are links in the folder.
    pub site: Option<SiteAddress>,
}

impl Request {
    /// A folder under its own name.
    pub fn of_folder(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), naming: Naming::default(), site: None }
    }
}

/// Imports a folder and answers for every file in it.
pub async fn run(ctx: &Ctx, request: &Request, progress: Progress<'_>) -> Result<ImportReport, AppError> {
    ctx.require(Permission::Import)?;
    let directory = request.directory.as_path();
    let source = ImportSource::of_folder("markdown", directory, &request.naming)?;
    let folder = read_folder(directory).await?;
    if folder.sources.is_empty() && folder.others.is_empty() && folder.files.0.is_empty() {
        return Err(AppError::Input(format!("there is no file in `{}`", directory.display())));
    }
    // The first write: nothing is imported into the entries of another folder.
    source.take_place(ctx).await?;
    let source = source.key;
    content_types::apply_starter(ctx, Starter::Blog).await?;
    let files: Vec<&str> = folder.sources.iter().map(|source| source.file.as_str()).collect();
    let known = Known::load_with_states(ctx, &source, &files).await?;
    let now = ctx.now();
    let site = request.site.clone();
    let mut plan = blocking(move || {
        let Folder { sources, files, .. } = folder;
        let mut plan = plan::plan(sources, files, site, &known, || new_document_id(now));
        plan.answered.extend(folder.others);
        plan
    })
    .await?;

    let mut report = ImportReport::new(source.clone());
    report.unmapped = std::mem::take(&mut plan.unmapped);
    let all = plan.jobs.len() + plan.answered.len();
    let mut done = plan.answered.len();
    progress(done, all);
    let terms = make_terms(ctx, &source, &plan.jobs, &mut report).await?;
    let slugs = slugs::assign(ctx, &mut plan.jobs).await?;
    let uploaded = uploads::upload(ctx, &source, &plan.files, &plan.hashes, &plan.wanted).await?;
    plan.answered.extend(uploaded.answers);
    let urls = uploaded.urls;
    let plan = blocking(move || {
        relink(&mut plan, urls);
        plan
    })
    .await?;

    let mut files = plan.answered;
    let mut jobs = plan.jobs.into_iter().zip(slugs).peekable();
    while jobs.peek().is_some() {
        let batch: Vec<(Job, String)> = jobs.by_ref().take(BATCH).collect();
        done += batch.len();
        files.extend(write(ctx, &source, batch, &terms).await?);
        progress(done, all);
    }
    files.sort_by(|a, b| a.file.cmp(&b.file));
    for file in files {
        report.add(file);
    }
    Ok(report)
}

async fn read_folder(directory: &Path) -> Result<Folder, AppError> {
    let directory = directory.to_owned();
    blocking(move || {
        folder::read(&directory).map_err(|error| {
            AppError::Input(format!("`{}` cannot be read: {}", directory.display(), error.kind()))
        })
    })
    .await?
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}

/// Finds or makes the entries of all names.
async fn make_terms(
    ctx: &Ctx,
    source: &str,
    jobs: &[Job],
    report: &mut ImportReport,
) -> Result<Terms, AppError> {
    let mut terms = Terms::default();
    let mut missing = Vec::new();
    let wanted = terms::wanted(jobs.iter().map(|job| &job.document));
    let keys: Vec<String> =
        wanted.iter().map(|wanted| terms::key(wanted.content_type, &wanted.slug)).collect();
    let known = Known::load(ctx, source, &keys.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    for wanted in wanted {
        match find_term(ctx, &known, &wanted).await? {
            Some(document) => terms.add(wanted.content_type, &wanted.slug, document),
            None => missing.push(wanted),
        }
    }
    let mut inputs = Vec::with_capacity(missing.len());
    for wanted in &missing {
        let stored = stored_type(ctx, wanted.content_type)?;
        let key = terms::key(wanted.content_type, &wanted.slug);
        inputs.push(EntryInput {
            content_type: stored.schema.singular.clone(),
            document: new_document_id(ctx.now()),
            locale: locale_of(ctx, &stored),
            data: wanted.data(),
            publish: true,
            published_at: None,
            created_at: None,
            redirects: Vec::new(),
            import: Some(ImportKey { source: source.to_owned(), key, content_hash: [0; 32] }),
        });
    }
    for (wanted, outcome) in missing.iter().zip(batch::write(ctx, &inputs).await?) {
        match outcome {
            Ok(written) => {
                terms.add(wanted.content_type, &wanted.slug, written.document);
                *report.made.entry(wanted.content_type.to_owned()).or_default() += 1;
            }
            Err(errors) => report.add(FileReport::failed(
                format!("{} `{}`", wanted.content_type, clip(&wanted.name, LONGEST_SHOWN)),
                Problem::of_fields(&errors),
            )),
        }
    }
    Ok(terms)
}

/// The entry of a name: the one that an earlier import made, else one that has the slug.
async fn find_term(ctx: &Ctx, known: &Known, wanted: &Wanted) -> Result<Option<DocumentId>, AppError> {
    let made = known.entry(&terms::key(wanted.content_type, &wanted.slug));
    if let Some(entry) = made.filter(|entry| entry.state == State::AsImported) {
        return Ok(Some(entry.document));
    }
    let stored = stored_type(ctx, wanted.content_type)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let locale = locale_of(ctx, &stored);
    let holders = entries::by_slug(&snapshot, stored.id, Stage::Draft, &locale, &wanted.slug).await?;
    Ok(holders.iter().find(|holder| holder.trashed_at.is_none()).map(|holder| holder.document))
}

/// Links between files become links to entries, whether they are written now or were before, and links to files become
/// links to the library.
fn relink(plan: &mut Plan, urls: HashMap<String, String>) {
    let mut targets = Targets::new(std::mem::take(&mut plan.files), urls, plan.site.take());
    for job in &plan.jobs {
        targets.add(&job.file, &job.document.old_paths, job.id);
    }
    for (file, document, id) in &plan.unchanged {
        targets.add(file, &document.old_paths, *id);
    }
    let mut followed = BTreeSet::new();
    for job in &plan.jobs {
        followed.extend(targets.fragment_targets(&job.document.body, here(job)));
    }
    let written = plan.jobs.iter().map(|job| (job.id, &job.document));
    let unchanged = plan.unchanged.iter().map(|(_, document, id)| (*id, document));
    for (id, document) in written.chain(unchanged).filter(|(id, _)| followed.contains(id)) {
        targets.note_anchors(id, &document.body);
    }
    for job in &mut plan.jobs {
        let Relinked { body, dangling } = targets.relink(&job.document.body, here(job));
        job.document.body = body;
        let first = job.document.body_line;
        job.notes.extend(dangling.into_iter().map(|(line, link)| {
            format!("line {}: `{}` leads to nothing here", first + line, clip(&link, LONGEST_SHOWN))
        }));
    }
}

fn here(job: &Job) -> Here<'_> {
    let place = job.document.old_paths.first().map(String::as_str);
    Here { file: &job.file, place, document: job.id }
}

async fn write(
    ctx: &Ctx,
    source: &str,
    batch: Vec<(Job, String)>,
    terms: &Terms,
) -> Result<Vec<FileReport>, AppError> {
    let mut inputs = Vec::with_capacity(batch.len());
    let mut jobs = Vec::with_capacity(batch.len());
    for (mut job, slug) in batch {
        let stored = stored_type(ctx, job.document.kind.type_name())?;
        let (data, notes) = plan::data(&job.document, &slug, terms, &stored.schema);
        job.notes.extend(notes);
        inputs.push(EntryInput {
            content_type: stored.schema.singular.clone(),
            document: job.id,
            locale: locale_of(ctx, &stored),
            data,
            publish: !job.document.draft,
            published_at: job.document.published_at,
            created_at: None,
            redirects: job.document.old_paths.clone(),
            import: Some(ImportKey {
                source: source.to_owned(),
                key: job.file.clone(),
                content_hash: job.hash,
            }),
        });
        jobs.push(job);
    }
    let outcomes = batch::write(ctx, &inputs).await?;
    let answers = jobs.into_iter().zip(outcomes).map(|(job, outcome)| match outcome {
        Ok(written) => FileReport {
            document: Some(written.document),
            path: written.path,
            notes: job.notes,
            ..FileReport::new(job.file, job.outcome)
        },
        Err(errors) => {
            FileReport { notes: job.notes, ..FileReport::failed(job.file, Problem::of_fields(&errors)) }
        }
    });
    Ok(answers.collect())
}

pub(super) fn stored_type(ctx: &Ctx, name: &str) -> Result<std::sync::Arc<StoredType>, AppError> {
    ctx.model().by_name(name).cloned().ok_or_else(|| {
        AppError::Input(format!(
            "the model has no content type `{name}`; Markdown is imported into the types of the starter `blog`"
        ))
    })
}

pub(super) fn locale_of(ctx: &Ctx, stored: &StoredType) -> Locale {
    if stored.schema.localized { ctx.model().default_locale() } else { Locale::none() }
}
