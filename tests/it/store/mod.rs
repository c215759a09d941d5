//! Rows on every database: what the store promises about order, collisions and snapshots.
//!
//! What the rows mean is tested where actions and surfaces are.

mod entries;
mod events;
mod uniques;

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, EntryVersion, InstanceId, SchemaVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::ActorRef;
use galley_store::content_types::{self, ContentTypeModel};
use galley_store::documents::{self, Document};
use galley_store::entries::{self as rows, EntryRow};
use galley_store::{Priority, Store, StoreConfig, UnitOfWork};
use galley_tests::database::TestDatabase;

const NOW: i64 = 1_800_000_000_000_000;

async fn open(database: &TestDatabase) -> Store {
    Store::connect(&StoreConfig::at(database.url())).await.expect("the database opens")
}

async fn begin(store: &Store) -> UnitOfWork {
    store.write(Priority::Interactive).await.expect("a unit of work begins")
}

/// Document ids are texts of 26 characters; these end in a number.
fn document_id(number: u32) -> DocumentId {
    format!("{number:026}").parse().expect("digits are a document id")
}

/// A content type without fields.
async fn content_type(unit: &UnitOfWork) -> ContentTypeId {
    let model = ContentTypeModel {
        singular: "post".to_owned(),
        plural: "posts".to_owned(),
        definition: "{}".to_owned(),
        version: SchemaVersion(1),
        steps: Vec::new(),
        updated_at: NOW,
    };
    content_types::insert(unit, &model).await.expect("the type is new")
}

fn entry(content_type: ContentTypeId, document: DocumentId, stage: Stage) -> EntryRow {
    EntryRow {
        document,
        content_type,
        locale: Locale::none(),
        stage,
        version: EntryVersion(1),
        revision: None,
        slug: None,
        schema_version: SchemaVersion(1),
        published_at: None,
        first_published_at: None,
        created_at: NOW,
        updated_at: NOW,
        created_by: Some(ActorRef::System),
        updated_by: None,
        trashed_at: None,
        served: String::new(),
        data: "{}".to_owned(),
    }
}

/// Documents with one published entry each.
async fn published(unit: &UnitOfWork, numbers: &[u32]) -> Vec<(DocumentId, EntryId)> {
    let content_type = content_type(unit).await;
    let documents: Vec<Document> = numbers.iter().map(|number| document(content_type, *number)).collect();
    documents::insert(unit, &documents).await.expect("the documents are new");
    let entries: Vec<EntryRow> =
        documents.iter().map(|document| entry(content_type, document.id, Stage::Published)).collect();
    let ids = rows::insert(unit, &entries).await.expect("the entries are new");
    documents.iter().map(|document| document.id).zip(ids).collect()
}

fn document(content_type: ContentTypeId, number: u32) -> Document {
    Document {
        id: document_id(number),
        content_type,
        next_component: InstanceId(1),
        trashed_at: None,
        created_at: NOW,
        created_by: Some(ActorRef::System),
    }
}
