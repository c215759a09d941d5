//! Random entries, in memory and in a database.

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, EntryVersion, InstanceId, SchemaVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::schema::{Cardinality, Field, FieldKind, Model};
use galley_domain::values::{Derived, derive, served};
use galley_store::content_types::ContentTypeModel;
use galley_store::documents::Document;
use galley_store::entries::EntryRow;
use galley_store::field_values::EntryValues;
use galley_store::links::EntryLinks;
use galley_store::{Priority, Store, content_types, documents, entries, field_values, links};
use serde_json::{Map, Value, json};

use super::model;
use super::random::Random;

/// Few and similar, so that conditions hit.
pub(super) const TEXTS: [&str; 16] = [
    "", "a", "A", "á", "ab", "Ab", "b", "ba", "a%", "a_b", "\u{d7ff}", "\u{e000}", "Straße", "zz", "日本",
    "'\"\\",
];

pub(super) struct Entry {
    pub(super) id: EntryId,
    pub(super) document: DocumentId,
    pub(super) of: String,
    pub(super) locale: Locale,
    pub(super) stage: Stage,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) published_at: Option<i64>,
    pub(super) trashed_at: Option<i64>,
    pub(super) data: Map<String, Value>,
    pub(super) derived: Derived,
}

pub(super) struct World {
    pub(super) model: Model,
    pub(super) entries: Vec<Entry>,
    documents: Vec<(DocumentId, String, Option<i64>)>,
    targets: Vec<(DocumentId, String)>,
    assets: Vec<DocumentId>,
}

fn id(number: usize) -> DocumentId {
    format!("{number:026}").parse().expect("digits are a document id")
}

impl World {
    pub(super) fn random(random: &mut Random, articles: usize) -> Self {
        let model = model::stored(&[ContentTypeId(1), ContentTypeId(2), ContentTypeId(3)]);
        let mut world = Self {
            model,
            entries: Vec::new(),
            documents: Vec::new(),
            targets: Vec::new(),
            assets: (90_000..90_004).map(id).collect(),
        };
        for (of, count) in [("article", articles), ("person", 8), ("place", 4)] {
            for _ in 0..count {
                world.targets.push((id(1 + world.targets.len()), of.to_owned()));
            }
        }
        for (document, of) in world.targets.clone() {
            world.document(random, document, &of);
        }
        world
    }

    /// One document in its locales and stages; some were never published, some are in the trash.
    fn document(&mut self, random: &mut Random, document: DocumentId, of: &str) {
        let is_localized = self.model.by_name(of).is_some_and(|stored| stored.schema.localized);
        let codes: &[&str] = match (is_localized, random.below(3)) {
            (false, _) => &[""],
            (true, 0) => &["en"],
            (true, 1) => &["fr"],
            (true, _) => &["en", "fr"],
        };
        let is_trashed = random.chance(10);
        self.documents.push((document, of.to_owned(), is_trashed.then_some(7)));
        for code in codes {
            let draft = self.data(random, of);
            let in_trash = is_trashed || random.chance(5);
            let is_published = !in_trash && random.chance(80);
            if is_published {
                let published = if random.chance(50) { draft.clone() } else { self.data(random, of) };
                self.entry(random, (document, of, code), Stage::Published, published);
            }
            self.entry(random, (document, of, code), Stage::Draft, draft);
            if let Some(entry) = self.entries.last_mut() {
                entry.trashed_at = in_trash.then_some(7);
            }
        }
    }

    fn entry(
        &mut self,
        random: &mut Random,
        (document, of, code): (DocumentId, &str, &str),
        stage: Stage,
        data: Map<String, Value>,
    ) {
        let time = |random: &mut Random| {
            1_700_000_000_000_000 + 1_000_000 * i64::try_from(random.below(5)).unwrap_or(0)
        };
        let stored = self.model.by_name(of).expect("a type of the model");
        let derived = derive(stored, &self.model, &data, &|_| (Vec::new(), Vec::new()));
        let never = stage == Stage::Draft && random.chance(40);
        self.entries.push(Entry {
            id: EntryId(0),
            document,
            of: of.to_owned(),
            locale: Locale::from_stored(code.to_owned()),
            stage,
            created_at: time(random),
            updated_at: time(random),
            published_at: (!never).then(|| time(random)),
            trashed_at: None,
            data,
            derived,
        });
    }

    fn data(&self, random: &mut Random, of: &str) -> Map<String, Value> {
        let fields = &self.model.by_name(of).expect("a type of the model").schema.fields;
        self.members(random, fields, &mut 0)
    }

    fn members(&self, random: &mut Random, fields: &[Field], instances: &mut i64) -> Map<String, Value> {
        let mut members = Map::new();
        for field in fields.iter().filter(|field| field.is_stored()) {
            if random.chance(75) {
                members.insert(field.name.clone(), self.value(random, &field.kind, instances));
            }
        }
        members
    }

    fn value(&self, random: &mut Random, kind: &FieldKind, instances: &mut i64) -> Value {
        match kind {
            FieldKind::Integer => json!(i64::try_from(random.below(5)).unwrap_or(0) - 2),
            FieldKind::Decimal => random.of_list(&[json!(-1.5), json!(0), json!(0.25), json!(1e9)]).clone(),
            FieldKind::Boolean => json!(random.chance(50)),
            FieldKind::Date => json!(format!("2026-01-0{}", 1 + random.below(4))),
            FieldKind::DateTime => json!(format!("2026-01-0{}T12:00:00.000Z", 1 + random.below(4))),
            FieldKind::Enumeration { values, .. } => {
                values.iter().filter(|_| random.chance(40)).map(|value| json!(value)).collect()
            }
            FieldKind::Json => {
                random.of_list(&[json!({ "a": 1 }), json!(["a", "b"]), json!("a"), json!(1)]).clone()
            }
            FieldKind::Media { cardinality, .. } => {
                many(*cardinality, || json!(*random.of_list(&self.assets)))
            }
            FieldKind::Relation { target, cardinality, .. } => {
                let known: Vec<_> =
                    self.targets.iter().filter(|(_, of)| *of == target.as_str()).map(|(id, _)| *id).collect();
                let count = random.below(4);
                if *cardinality == Cardinality::One {
                    return json!(*random.of_list(&known));
                }
                let mut list: Vec<DocumentId> = (0..count).map(|_| *random.of_list(&known)).collect();
                list.dedup();
                json!(list)
            }
            FieldKind::Component { component, cardinality } => match cardinality {
                Cardinality::One => self.instance(random, component.as_str(), instances),
                Cardinality::Many => (0..random.below(4))
                    .map(|_| self.instance(random, component.as_str(), instances))
                    .collect(),
            },
            FieldKind::Blocks { components } => (0..random.below(4))
                .map(|_| {
                    let name = random.of_list(components).as_str().to_owned();
                    let mut block = Map::new();
                    block.insert("__component".to_owned(), json!(name));
                    let instance = self.instance(random, &name, instances);
                    block.extend(instance.as_object().cloned().unwrap_or_default());
                    Value::Object(block)
                })
                .collect(),
            _ => json!(*random.of_list(&TEXTS)),
        }
    }

    fn instance(&self, random: &mut Random, component: &str, instances: &mut i64) -> Value {
        *instances += 1;
        let mut members = Map::new();
        members.insert("id".to_owned(), json!(*instances));
        let name = component.parse().expect("a component's name");
        let fields = &self.model.component(&name).expect("a component of the model").fields;
        members.extend(self.members(random, fields, instances));
        Value::Object(members)
    }

    /// Puts everything into the database and takes over the ids that it gives.
    pub(super) async fn write(mut self, store: &Store) -> Self {
        let unit = store.write(Priority::Batch).await.expect("a unit of work");
        let mut ids = Vec::new();
        for schema in model::types() {
            let row = ContentTypeModel {
                singular: schema.singular.to_string(),
                plural: schema.plural.to_string(),
                definition: "{}".to_owned(),
                version: SchemaVersion(1),
                steps: Vec::new(),
                updated_at: 0,
            };
            ids.push(content_types::insert(&unit, &row).await.expect("a type is written"));
        }
        self.model = model::stored(&ids);
        let type_id = |model: &Model, of: &str| model.by_name(of).expect("a type of the model").id;
        let rows: Vec<Document> = self
            .documents
            .iter()
            .map(|(id, of, trashed_at)| Document {
                id: *id,
                content_type: type_id(&self.model, of),
                next_component: InstanceId(1_000),
                trashed_at: *trashed_at,
                created_at: 0,
                created_by: None,
            })
            .collect();
        documents::insert(&unit, &rows).await.expect("documents are written");
        let rows: Vec<EntryRow> = self.entries.iter().map(|entry| row(&self.model, entry)).collect();
        let given = entries::insert(&unit, &rows).await.expect("entries are written");
        for (entry, id) in self.entries.iter_mut().zip(given) {
            entry.id = id;
        }
        let values: Vec<_> = self
            .entries
            .iter()
            // What is in the trash has no values.
            .filter(|entry| entry.trashed_at.is_none())
            .map(|entry| EntryValues {
                entry: entry.id,
                stage: entry.stage,
                locale: &entry.locale,
                values: &entry.derived.values,
            })
            .collect();
        field_values::insert(&unit, &values).await.expect("values are written");
        let all: Vec<_> = self
            .entries
            .iter()
            .map(|entry| EntryLinks {
                entry: entry.id,
                stage: entry.stage,
                locale: &entry.locale,
                links: &entry.derived.links,
            })
            .collect();
        links::insert(&unit, &all).await.expect("links are written");
        unit.commit().await.expect("the content is committed");
        self
    }
}

fn many(cardinality: Cardinality, one: impl FnOnce() -> Value) -> Value {
    match cardinality {
        Cardinality::One => one(),
        Cardinality::Many => Value::Array(vec![one()]),
    }
}

fn row(model: &Model, entry: &Entry) -> EntryRow {
    let stored = model.by_name(&entry.of).expect("a type of the model");
    EntryRow {
        document: entry.document,
        content_type: stored.id,
        locale: entry.locale.clone(),
        stage: entry.stage,
        version: EntryVersion(1),
        revision: None,
        slug: None,
        schema_version: SchemaVersion(1),
        published_at: entry.published_at,
        first_published_at: None,
        created_at: entry.created_at,
        updated_at: entry.updated_at,
        created_by: None,
        updated_by: None,
        trashed_at: entry.trashed_at,
        served: served(&stored.schema, &entry.data),
        data: Value::Object(entry.data.clone()).to_string(),
    }
}
