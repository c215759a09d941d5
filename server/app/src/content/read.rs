//! One question, from names to rows.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::check::{check, readable_collection, readable_single};
use galley_domain::query::{ContentQuery, Expected, RequestedLocale, RequestedQuery};
use galley_domain::roles::Actor;
use galley_domain::schema::{Model, StoredType};
use galley_domain::settings::SettingParts;
use galley_store::RowSource;
use galley_store::query::{Answer, ContentQueryError, run};

use crate::context::Ctx;
use crate::error::AppError;

/// What a path of the content API asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// All entries of the collection with this plural name.
    List(&'a str),
    /// One entry of that collection.
    Document(&'a str, DocumentId),
    /// The entry of the single with this name.
    Single(&'a str),
}

/// An answer with what it takes to present it.
#[derive(Debug)]
pub struct Found {
    pub model: Arc<Model>,
    pub query: ContentQuery,
    pub answer: Answer,
}

/// A question that was found to be fine, and is not answered yet.
#[derive(Debug)]
pub struct Planned<'a> {
    asked: Asked<'a>,
    model: Arc<Model>,
    query: ContentQuery,
    /// The settings that decide what was meant.
    settings: SettingParts,
}

impl Planned<'_> {
    /// The rows that answering it is expected to read.
    pub const fn cost(&self) -> u64 {
        self.query.cost
    }

    /// Reads what was asked for; what does not exist is not found.
    pub async fn run(self, ctx: &Ctx) -> Result<Found, AppError> {
        let Self { asked, model, query, settings } = self;
        let reading = ctx.app.store.reading().await?;
        let answer = answer(&reading, &model, &query).await?;
        ctx.recording.settings(settings);
        ctx.recording.content(&reading, (&model, &query), &answer).await;
        if query.expected != Expected::List && answer.top.is_empty() {
            return Err(not_found(asked));
        }
        Ok(Found { model, query, answer })
    }
}

/// Checks a question of the context's actor without reading anything.
pub fn plan<'a>(ctx: &Ctx, asked: Asked<'a>, requested: &RequestedQuery) -> Result<Planned<'a>, AppError> {
    let model = ctx.model();
    let query = checked(&model, &ctx.actor, asked, requested)?;
    // A locale that is named must be one of the site, whatever is asked for in it.
    let settings = match requested.locale {
        RequestedLocale::Default => SettingParts::NONE,
        RequestedLocale::Any | RequestedLocale::Code(_) => SettingParts::LOCALES,
    };
    Ok(Planned { asked, model, query, settings })
}

/// Answers a question of the context's actor; what does not exist for them is not found.
pub async fn read(ctx: &Ctx, asked: Asked<'_>, requested: &RequestedQuery) -> Result<Found, AppError> {
    plan(ctx, asked, requested)?.run(ctx).await
}

/// Runs a checked query in a reading, or in a snapshot that others read as well.
pub async fn answer<'a>(
    source: impl Into<RowSource<'a>>,
    model: &Model,
    query: &ContentQuery,
) -> Result<Answer, AppError> {
    run(source, model, query).await.map_err(|error| match error {
        ContentQueryError::Query(refused) => refused.into(),
        ContentQueryError::Store(failed) => failed.into(),
    })
}

fn checked(
    model: &Model,
    actor: &Actor,
    asked: Asked<'_>,
    requested: &RequestedQuery,
) -> Result<ContentQuery, AppError> {
    let (target, expected): (Option<&Arc<StoredType>>, Expected) = match asked {
        Asked::List(plural) => (readable_collection(model, actor, plural), Expected::List),
        Asked::Document(plural, document) => {
            (readable_collection(model, actor, plural), Expected::Document(document))
        }
        Asked::Single(singular) => (readable_single(model, actor, singular), Expected::Single),
    };
    let target = target.ok_or_else(|| not_found(asked))?;
    Ok(check(model, actor, target, requested, expected)?)
}

/// The same for what does not exist and for what the actor may not read.
fn not_found(asked: Asked<'_>) -> AppError {
    match asked {
        Asked::List(name) | Asked::Single(name) => AppError::not_found("content type", name),
        Asked::Document(_, document) => AppError::not_found("entry", document),
    }
}
