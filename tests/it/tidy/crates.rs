//! Which crate may know which: the edges between our crates, and the one home of each heavy library.

use cargo_metadata::{Metadata, MetadataCommand, Package};

use super::{check, repository};

/// A crate of ours and the crates of ours that it may depend on.
const EDGES: &[(&str, &[&str])] = &[
    ("galley-domain", &[]),
    ("galley-store", &["galley-domain"]),
    ("galley-render", &["galley-domain"]),
    ("galley-media", &["galley-domain"]),
    ("galley-search", &["galley-domain"]),
    ("galley-app", &["galley-domain", "galley-store", "galley-render", "galley-media", "galley-search"]),
    ("galley-http", &["galley-domain", "galley-app", "galley-render"]),
    ("galley-migrations", &[]),
    (
        "galley-cli",
        &[
            "galley-domain",
            "galley-store",
            "galley-render",
            "galley-media",
            "galley-search",
            "galley-app",
            "galley-http",
            "galley-migrations",
        ],
    ),
];

/// Libraries that are named in the manifests of their home only.
const FENCES: &[(&[&str], &[&str])] = &[
    (&["sea-orm", "sea-orm-migration", "sqlx", "rusqlite"], &["galley-store", "galley-migrations"]),
    (&["axum", "axum-extra", "tower", "tower-http", "hyper", "hyper-util", "utoipa-axum"], &["galley-http"]),
    (&["tantivy"], &["galley-search"]),
    (&["image", "object_store", "infer"], &["galley-media"]),
    (&["pulldown-cmark", "ammonia", "tera"], &["galley-render"]),
];

/// `galley-domain` decides what content means and nothing else, so these would be out of place in it.
const IMPURE: &[&str] =
    &["tokio", "futures", "tracing", "reqwest", "http", "rand", "tempfile", "async-trait"];

#[test]
fn crates_depend_only_on_the_crates_that_they_may_know() {
    let metadata = metadata();
    let mut complaints = Vec::new();
    for package in ours(&metadata) {
        let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == package.name.as_str()) else {
            complaints.push(format!("{} is not in the table of edges", package.name));
            continue;
        };
        for dependency in names_of(package).filter(|name| name.starts_with("galley-")) {
            if !allowed.contains(&dependency) {
                complaints.push(format!("{} must not know {dependency}", package.name));
            }
        }
    }
    check(&complaints);
}

#[test]
fn a_fenced_library_is_named_by_its_home_alone() {
    let metadata = metadata();
    let mut complaints = Vec::new();
    for package in ours(&metadata) {
        for (libraries, homes) in FENCES {
            for name in names_of(package).filter(|name| libraries.contains(name)) {
                if !homes.contains(&package.name.as_str()) {
                    complaints.push(format!(
                        "{} names {name}, whose home is {}",
                        package.name,
                        homes.join(", ")
                    ));
                }
            }
        }
    }
    check(&complaints);
}

#[test]
fn the_domain_knows_no_runtime_and_no_network() {
    let metadata = metadata();
    let domain = ours(&metadata).find(|package| package.name.as_str() == "galley-domain");
    let complaints: Vec<String> = names_of(domain.expect("the workspace has galley-domain"))
        .filter(|name| IMPURE.contains(name))
        .map(|name| format!("galley-domain names {name}"))
        .collect();
    check(&complaints);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let metadata = metadata();
    let complaints: Vec<String> = metadata
        .workspace_packages()
        .into_iter()
        .filter(|package| {
            let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest is readable");
            !manifest.contains("[lints]\nworkspace = true")
        })
        .map(|package| format!("{} does not take the workspace's lints", package.name))
        .collect();
    check(&complaints);
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(repository().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo metadata answers")
}

/// The crates of the product: everything but the tests, which may use anything and are used by nothing.
fn ours(metadata: &Metadata) -> impl Iterator<Item = &Package> {
    metadata.workspace_packages().into_iter().filter(|package| package.name.as_str() != "galley-tests")
}

/// The dependencies that a manifest names, of every kind.
fn names_of(package: &Package) -> impl Iterator<Item = &str> {
    package.dependencies.iter().map(|dependency| dependency.name.as_str())
}
