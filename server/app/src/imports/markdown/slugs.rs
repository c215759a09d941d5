//! One slug for each file: what it asks for, unless another file or entry has it.

use std::collections::HashSet;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Stage;
use galley_domain::text::{instant, slugify};
use galley_store::{Snapshot, entries};

use super::document::{Document, Kind, bare_name};
use super::plan::Job;
use super::run::{locale_of, stored_type};
use crate::context::Ctx;
use crate::error::AppError;

/// Gives each job a slug, in their order: an update keeps the one it has while the file still asks for it.
pub(super) async fn assign(ctx: &Ctx, jobs: &mut [Job]) -> Result<Vec<String>, AppError> {
    let mut slugs = Slugs {
        ctx,
        snapshot: ctx.app.store.snapshot().await?,
        own: jobs.iter().map(|job| job.id).collect(),
        taken: HashSet::new(),
    };
    let mut kept = Vec::with_capacity(jobs.len());
    for job in jobs.iter() {
        let suits = |slug: &&String| candidates(&job.document, &job.file).contains(slug);
        match job.current_slug.as_ref().filter(suits) {
            Some(slug) if slugs.take(job.document.kind, slug).await? => kept.push(Some(slug.clone())),
            Some(_) | None => kept.push(None),
        }
    }
    let mut assigned = Vec::with_capacity(jobs.len());
    for (job, kept) in jobs.iter_mut().zip(kept) {
        let slug = match kept {
            Some(slug) => slug,
            None => slugs.free(&job.document, &job.file).await?,
        };
        if slug != job.document.slug {
            job.notes.push(format!("the slug `{}` was taken, so it is `{slug}`", job.document.slug));
        }
        assigned.push(slug);
    }
    Ok(assigned)
}

/// The slugs that are taken by files of this import and by entries that it does not write.
struct Slugs<'a> {
    ctx: &'a Ctx,
    snapshot: Snapshot,
    own: HashSet<DocumentId>,
    taken: HashSet<(Kind, String)>,
}

impl Slugs<'_> {
    /// Takes a slug; false when somebody else has it.
    async fn take(&mut self, kind: Kind, slug: &str) -> Result<bool, AppError> {
        if !self.taken.insert((kind, slug.to_owned())) {
            return Ok(false);
        }
        let stored = stored_type(self.ctx, kind.type_name())?;
        let locale = locale_of(self.ctx, &stored);
        let holders = entries::by_slug(&self.snapshot, stored.id, Stage::Draft, &locale, slug).await?;
        Ok(holders.iter().all(|holder| self.own.contains(&holder.document)))
    }

    async fn free(&mut self, document: &Document, file: &str) -> Result<String, AppError> {
        for slug in candidates(document, file) {
            if self.take(document.kind, &slug).await? {
                return Ok(slug);
            }
        }
        let mut number = 2_u64;
        loop {
            let slug = format!("{}-{number}", document.slug);
            if self.take(document.kind, &slug).await? {
                return Ok(slug);
            }
            number += 1;
        }
    }
}

/// The wish, then with the year, the day and the folder, and the file's own name.
fn candidates(document: &Document, file: &str) -> Vec<String> {
    let slug = &document.slug;
    let mut candidates = vec![slug.clone()];
    let folder = file.rsplit('/').nth(1).map(slugify).filter(|folder| !folder.is_empty() && folder != slug);
    let day = document.published_at.map(instant::show);
    let day = day.as_deref().and_then(|day| day.get(..10));
    candidates.extend(day.and_then(|day| day.get(..4)).map(|year| format!("{slug}-{year}")));
    candidates.extend(day.map(|day| format!("{slug}-{day}")));
    candidates.extend(folder.map(|folder| format!("{slug}-{folder}")));
    let name = slugify(bare_name(file));
    candidates.extend((!name.is_empty()).then_some(name));
    candidates
}

#[cfg(test)]
mod tests {
    use super::super::document;
    use super::*;

    #[test]
    fn a_taken_slug_gets_the_year_then_the_day_then_the_folder() {
        let file = "inside/survey@2.md";
        let document =
            document::read(file, "+++\npath = \"2019/12/20/survey\"\ntitle = \"S\"\n+++\n").unwrap();
        let expected = ["survey", "survey-2019", "survey-2019-12-20", "survey-inside", "survey-2"];
        assert_eq!(candidates(&document, file), expected);
    }
}
