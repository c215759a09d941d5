//! The documentation: links between its pages lead somewhere.

use super::{check, repository, sources};

#[test]
fn links_between_documents_lead_to_files_that_exist() {
    let mut pages = sources("docs", &[".md"]);
    pages.extend(root_pages());
    let mut complaints = Vec::new();
    for page in &pages {
        let folder = repository().join(&page.path).parent().expect("a page lies in a folder").to_owned();
        for target in link_targets(&page.text) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty()
                && !file.contains("://")
                && !file.starts_with("mailto:")
                && !folder.join(file).exists()
            {
                complaints.push(format!("{} links to `{target}`, which does not exist", page.path));
            }
        }
    }
    check(&complaints);
}

fn root_pages() -> Vec<super::Source> {
    ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
        .into_iter()
        .map(|name| super::Source {
            path: name.to_owned(),
            text: std::fs::read_to_string(repository().join(name)).expect("a page at the root is readable"),
        })
        .collect()
}

/// The targets of `[text](target)` outside fenced code.
fn link_targets(markdown: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    let mut in_code = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if !in_code {
            targets.extend(line.split("](").skip(1).filter_map(|rest| rest.split(')').next()));
        }
    }
    targets
}
