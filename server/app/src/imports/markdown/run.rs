//! The import itself: read, plan, make the terms, write, report.

use std::path::Path;

use galley_domain::ids::DocumentId;
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use galley_domain::text::clip;
use galley_store::entries;

use super::document::Document;
use super::folder::{self, Folder};
use super::links::Targets;
use super::plan::{self, Job, Plan};
use super::slugs;
use super::terms::{self, Terms, Wanted};
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

/// Imports a folder and answers for every file in it.
pub async fn run(
    ctx: &Ctx,
    directory: &Path,
    naming: &Naming,
    progress: Progress<'_>,
) -> Result<ImportReport, AppError> {
    ctx.require(Permission::Import)?;
    let source = ImportSource::of_folder("markdown", directory, naming)?;
    let folder = read_folder(directory).await?;
    if folder.sources.is_empty() && folder.others.is_empty() {
        return Err(AppError::Input(format!("there is no file in `{}`", directory.display())));
    }
    // The first write: nothing is imported into the entries of another folder.
    source.take_place(ctx).await?;
    let source = source.key;
    content_types::apply_starter(ctx, Starter::Blog).await?;
    let files: Vec<&str> = folder.sources.iter().map(|source| source.file.as_str()).collect();
    let known = Known::load_with_states(ctx, &source, &files).await?;
    let now = ctx.now();
    let mut plan = blocking(move || {
        let mut plan = plan::plan(folder.sources, &known, || new_document_id(now));
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
    relink(&mut plan);

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

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
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

/// Links between files become links to entries, whether they are written now or were before.
fn relink(plan: &mut Plan) {
    let mut targets = Targets::default();
    let places = |document: &Document| document.old_paths.clone();
    for job in &plan.jobs {
        targets.add(&job.file, &places(&job.document), job.id);
    }
    for (file, document, id) in &plan.unchanged {
        targets.add(file, &places(document), *id);
    }
    for job in &mut plan.jobs {
        let place = job.document.old_paths.first().map(String::as_str);
        let (body, pictures) = targets.relink(&job.document.body, &job.file, place);
        job.document.body = body;
        if !pictures.is_empty() {
            job.notes.push(format!("pictures are not imported yet: {}", pictures.join(", ")));
        }
    }
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
