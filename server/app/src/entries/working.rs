//! A document in memory while an action is planned.
//!
//! Actions change the copy step by step (save, then publish); [`Working::finish`] compares it with what was loaded and
//! gives the [`Changes`] for the commit. No I/O happens here.

use std::collections::{BTreeMap, BTreeSet};

use galley_domain::documents::{RevisionKind, session_is_open};
use galley_domain::events::EventKind;
use galley_domain::ids::{EntryVersion, RevisionNumber};
use galley_domain::locales::Locale;
use galley_domain::roles::{Actor, ActorRef};

use super::loaded::{Header, Loaded, RevisionHead};
use super::row::Row;
use crate::commit::{Changes, DocumentWrite, ImportRecord, RevisionWrite, RouteWrite, RowKey};

mod finish;

/// The result of planning.
#[derive(Debug)]
pub(super) struct Planned {
    /// None when nothing happened.
    pub changes: Option<Changes>,
    pub after: Loaded,
    /// A slug was made from its source field.
    pub made_slug: bool,
}

/// The copy that steps change.
#[derive(Debug)]
pub(super) struct Working<'a> {
    pub loaded: &'a Loaded,
    pub actor: &'a Actor,
    pub now: i64,
    pub rows: BTreeMap<RowKey, Row>,
    pub next_component: i64,
    pub document_write: DocumentWrite,
    /// Rows whose version rises although nothing in them differs.
    pub touched: BTreeSet<RowKey>,
    pub heads: BTreeMap<Locale, RevisionHead>,
    pub revisions: Vec<RevisionWrite>,
    pub closed_sessions: Vec<Locale>,
    pub routes: Vec<RouteWrite>,
    pub left: Vec<Locale>,
    pub happened: Vec<(EventKind, RowKey)>,
    pub import: Option<ImportRecord>,
    pub made_slug: bool,
}

impl<'a> Working<'a> {
    pub(super) fn on(loaded: &'a Loaded, actor: &'a Actor, now: i64) -> Self {
        let document_write =
            if loaded.header.is_some() { DocumentWrite::Keep } else { DocumentWrite::Create };
        Self {
            loaded,
            actor,
            now,
            rows: loaded.rows.clone(),
            next_component: loaded.header.as_ref().map_or(1, |header| header.next_component),
            document_write,
            touched: BTreeSet::new(),
            heads: loaded.heads.clone(),
            revisions: Vec::new(),
            closed_sessions: Vec::new(),
            routes: Vec::new(),
            left: Vec::new(),
            happened: Vec::new(),
            import: None,
            made_slug: false,
        }
    }

    pub(super) fn author(&self) -> ActorRef {
        self.actor.reference()
    }

    /// Marks a row as changed by this actor now.
    pub(super) fn stamp(&mut self, key: &RowKey) {
        let author = self.author();
        if let Some(row) = self.rows.get_mut(key) {
            row.updated_at = self.now;
            row.updated_by = Some(author);
        }
        self.touched.insert(key.clone());
    }

    /// Writes the draft's data into the open session revision, or opens one.
    pub(super) fn revise_session(&mut self, locale: &Locale) {
        match self.heads.get(locale) {
            Some(head) if head.open && session_is_open(head.created_at, head.updated_at, self.now) => {
                let head = self.with_author(head.clone());
                self.put_revision(locale, head);
            }
            Some(head) if head.open => {
                self.closed_sessions.push(locale.clone());
                self.add_revision(locale, RevisionKind::Session);
            }
            Some(_) | None => self.add_revision(locale, RevisionKind::Session),
        }
    }

    /// Writes the draft's data into a closed revision: the open session becomes it, else a new one is added.
    pub(super) fn revise_closed(&mut self, locale: &Locale, kind: RevisionKind) {
        match self.heads.get(locale) {
            Some(head) if head.open => {
                let head = RevisionHead { kind, open: false, ..self.with_author(head.clone()) };
                self.put_revision(locale, head);
            }
            Some(_) | None => self.add_revision(locale, kind),
        }
    }

    fn with_author(&self, mut head: RevisionHead) -> RevisionHead {
        let author = self.author();
        if !head.authors.contains(&author) {
            head.authors.push(author);
        }
        head
    }

    /// A session begins open; every other kind is what it is from the beginning.
    fn add_revision(&mut self, locale: &Locale, kind: RevisionKind) {
        let number = RevisionNumber(self.heads.get(locale).map_or(0, |head| head.number.0) + 1);
        let head = RevisionHead {
            id: None,
            number,
            kind,
            open: kind == RevisionKind::Session,
            authors: vec![self.author()],
            created_at: self.now,
            updated_at: self.now,
        };
        self.put_revision(locale, head);
    }

    fn put_revision(&mut self, locale: &Locale, head: RevisionHead) {
        let head = RevisionHead { updated_at: self.now, ..head };
        let key = RowKey::draft(locale.clone());
        if let Some(row) = self.rows.get_mut(&key) {
            row.revision = Some(head.number);
            let data = finish::canonical(&row.data);
            self.revisions.retain(|written| written.locale != *locale || written.number != head.number);
            self.revisions.push(RevisionWrite {
                rewrites: head.id,
                locale: locale.clone(),
                number: head.number,
                kind: head.kind,
                open: head.open,
                data,
                authors: head.authors.clone(),
                created_at: head.created_at,
                updated_at: head.updated_at,
            });
        }
        self.heads.insert(locale.clone(), head);
    }

    /// The page of a locale goes; its paths stay for the day it is published again.
    pub(super) fn unroute(&mut self, locale: &Locale) {
        if self.loaded.paths.contains_key(locale) {
            self.left.push(locale.clone());
        }
    }

    /// What the commit has to write, and the document as it will be.
    pub(super) fn finish(mut self) -> Planned {
        let keys: Vec<RowKey> = self.rows.keys().cloned().collect();
        for key in keys {
            let before = self.loaded.rows.get(&key);
            let touched = self.touched.contains(&key);
            if let Some(row) = self.rows.get_mut(&key).filter(|row| touched || before != Some(&**row)) {
                row.version = EntryVersion(before.map_or(0, |before| before.version.0) + 1);
            }
        }
        let after = self.after();
        let made_slug = self.made_slug;
        Planned { changes: finish::changes(self), after, made_slug }
    }

    fn after(&self) -> Loaded {
        let header = Header {
            next_component: self.next_component,
            trashed_at: match &self.document_write {
                DocumentWrite::Trash(at) => Some(*at),
                DocumentWrite::Untrash => None,
                DocumentWrite::Create | DocumentWrite::Keep | DocumentWrite::Delete => {
                    self.loaded.header.as_ref().and_then(|header| header.trashed_at)
                }
            },
            created_at: self.loaded.header.as_ref().map_or(self.now, |header| header.created_at),
            created_by: self.loaded.header.as_ref().map_or(Some(self.author()), |header| header.created_by),
        };
        let mut paths = self.loaded.paths.clone();
        paths.retain(|locale, _| !self.left.contains(locale));
        for route in &self.routes {
            if let RouteWrite::Entry { locale, path, above: _ } = route {
                paths.insert(locale.clone(), path.clone());
            }
        }
        Loaded {
            header: Some(header),
            rows: self.rows.clone(),
            heads: self.heads.clone(),
            paths,
            ..self.loaded.clone()
        }
    }
}
