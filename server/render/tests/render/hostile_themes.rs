//! Themes that want to take the site down: bounded or refused, whatever they try.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_render::pages::{HomePage, Page, Sample};
use galley_render::{RenderError, RenderLimits, ThemeError};

use crate::themes::{Folder, Site};

/// Long enough that no hostile template is ended by it: the budgets must do that. They are a tenth of the usual, so that
/// a slow machine is soon done.
fn patient() -> RenderLimits {
    RenderLimits { steps: 400_000, ..RenderLimits::until(Instant::now() + Duration::from_mins(5)) }
}

fn render(folder: &Folder) -> Result<String, RenderError> {
    let page = Page::Home(HomePage::samples().remove(0));
    folder.load().unwrap().render(&page, Arc::new(Site), patient())
}

fn home(source: &str) -> Result<String, RenderError> {
    render(&Folder::with_home(source))
}

fn over_budget(source: &str) {
    let found = home(source);
    let bounded = matches!(
        found,
        Err(RenderError::OverBudget { what: "steps", .. } | RenderError::OutputTooLarge { .. })
    );
    assert!(bounded, "{source:.200}: {:?}", found.map(|html| html.len()));
}

fn refused(source: &str) -> ThemeError {
    Folder::with_home(source).load().unwrap_err()
}

#[test]
fn loops_without_output_end() {
    let nested = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}\
        {% endfor %}{% endfor %}{% endfor %}";
    over_budget(nested);
    over_budget(&nested.replace("%}", "-%}"));
    over_budget(&format!("{{% set x %}}{nested}{{% endset %}}"));
    over_budget(&nested.replace(
        "{% endfor %}{% endfor %}{% endfor %}",
        "{% continue %}{% endfor %}{% endfor %}{% endfor %}",
    ));
}

#[test]
fn components_that_call_themselves_end() {
    let many = format!("{{% if n > 0 %}}{}{{% endif %}}", "{{ <again n={n - 1} /> }}".repeat(40));
    over_budget(&format!(
        "{{% component again(n) %}}{many}{{% endcomponent again %}}{{{{ <again n={{15}} /> }}}}"
    ));
}

#[test]
fn includes_and_blocks_that_multiply_end() {
    let folder = Folder::with_home("{% include \"part-0.html\" %}");
    for number in 0..30 {
        let next = format!("{{% include \"part-{}.html\" %}}", number + 1);
        folder.write(&format!("templates/part-{number}.html"), &next.repeat(4));
    }
    folder.write("templates/part-30.html", "");
    let found = render(&folder);
    assert!(matches!(found, Err(RenderError::OverBudget { what: "steps", .. })), "{found:?}");

    let folder = Folder::with_home(
        "{% extends \"layer-29.html\" %}{% block a %}{{ super() }}{{ super() }}{% endblock a %}",
    );
    folder.write("templates/layer-0.html", "{% block a %}x{% endblock a %}");
    for number in 1..30 {
        let layer = format!(
            "{{% extends \"layer-{}.html\" %}}{{% block a %}}{{{{ super() }}}}{{{{ super() }}}}{{% endblock a %}}",
            number - 1
        );
        folder.write(&format!("templates/layer-{number}.html"), &layer);
    }
    let found = render(&folder);
    let bounded = matches!(found, Err(RenderError::OverBudget { .. } | RenderError::OutputTooLarge { .. }));
    assert!(bounded, "{found:?}");
}

#[test]
fn texts_that_double_end() {
    let doubled = |step: &str| format!("{{% set a = \"xxxxxxxx\" %}}{}{{{{ a | length }}}}", step.repeat(60));
    over_budget(&doubled("{% set a = a ~ a %}"));
    over_budget(&doubled("{% set a %}{{ a }}{{ a }}{% endset %}"));
    over_budget(&doubled("{% set a = [a, a] %}"));
    over_budget(&doubled("{% set a = {\"b\": a, \"c\": a} %}"));
    over_budget(
        "{% set_global a = \"x\" %}{% for i in range(end=60) %}{% set_global a = a ~ a %}{% endfor %}",
    );
    over_budget(
        "{% component grow(a) %}{{ <grow a={a ~ a ~ a ~ a ~ a ~ a ~ a ~ a} /> }}{% endcomponent grow %}\
         {{ <grow a={\"xxxxxxxx\"} /> }}",
    );
}

#[test]
fn gigabytes_of_output_end_where_they_are_kept_too() {
    let wide = "x".repeat(100_000);
    over_budget(&format!("{{% for a in range(end=1000) %}}{wide}{{% endfor %}}"));
    over_budget(&format!("{{% set b %}}{{% for a in range(end=1000) %}}{wide}{{% endfor %}}{{% endset %}}"));
    over_budget(&format!(
        "{{% set w = \"{wide}\" %}}{{% set b %}}{{% for a in range(end=1000) %}}{}{{% endfor %}}{{% endset %}}",
        "{{ w }}".repeat(20)
    ));
    over_budget(&format!(
        "{{% filter upper %}}{{% for a in range(end=1000) %}}{wide}{{% endfor %}}{{% endfilter %}}"
    ));
}

#[test]
fn what_metering_relies_on_cannot_be_taken_from_it() {
    for source in [
        "{{ galley_step(cost=0, prints=0) }}",
        "{% set a = galley_hold(value=1) %}",
        "{% for a in range(end=galley_capture(by=-9, prints=0)) %}{% endfor %}",
    ] {
        assert!(refused(source).message.contains("is reserved"), "{source}");
    }
    let joined = format!("{{{{ \"a\"{} }}}}", " ~ \"a\"".repeat(40));
    assert!(refused(&joined).message.contains("texts are joined"));
    assert!(refused(&"x".repeat(300_000)).message.contains("at most 262144 bytes"));
}

#[test]
fn metering_leaves_pages_as_they_are() {
    for (source, expected) in [
        ("a\n{% for b in [1, 2] %}\n{{ b }}\n{% endfor %}\nc", "a\n\n1\n\n2\n\nc"),
        ("a\n{%- for b in [1, 2] -%}\n{{ b }}\n{%- endfor -%}\nc", "a12c"),
        ("{% set a = 1 + 2 -%}\n {{ a }}", "3"),
        ("{% set a -%}\n b {%- endset -%}\n {{ a }}", "b"),
        ("{% set a = none or \"x\" %}{{ a }}", "x"),
        ("{% set a = \"=\" ~ \"%}\" %}{{ a }}", "=%}"),
        ("{% filter upper %}a{% endfilter %}", "A"),
        (
            "{% component c(a, b = \"(,d\") %}\n{{ a }}{{ b }}{% endcomponent c %}{{ <c a=\"x\" /> }}",
            "\nx(,d",
        ),
        ("{% component c(a) %}[{{ body }}{{ a }}]{% endcomponent c %}{% <c a=\"x\"> %}y{% </c> %}", "[yx]"),
        ("{% raw %}{% for %}{% endraw %}{# {% for #}", "{% for %}"),
        ("{% for a in [1] %}{% set_global b = a %}{% endfor %}{{ b }}", "1"),
    ] {
        assert_eq!(home(source).unwrap(), expected, "{source}");
    }
}

#[test]
fn names_lead_nowhere_outside() {
    for name in ["../../../../etc/hostname", "/etc/hostname", "templates/home.html", "home.html\0"] {
        let error = refused(&format!("{{% include \"{name}\" %}}"));
        assert!(error.message.starts_with("Unknown template"), "{name}: {error}");
        let Err(RenderError::Theme(error)) = home(&format!("{{{{ asset(path=\"{name}\") }}}}")) else {
            panic!("{name} is an asset");
        };
        assert!(error.message.contains("has no asset"), "{name}: {error}");
    }
}

#[cfg(unix)]
#[test]
fn files_of_a_gigabyte_and_links_are_refused_unread() {
    let folder = Folder::new();
    let large = folder.write("assets/large.png", "");
    // A hole: it takes no room on the disk, and reading it all would take a gigabyte of memory.
    fs::OpenOptions::new().write(true).open(&large).unwrap().set_len(1 << 30).unwrap();
    let error = folder.load().unwrap_err();
    assert!(error.message.contains("more than 2000 files or 52428800 bytes"), "{error}");
    fs::remove_file(&large).unwrap();
    std::os::unix::fs::symlink("/etc", large.with_file_name("etc")).unwrap();
    assert_eq!(folder.load().unwrap_err().to_string(), "assets/etc: is neither a file nor a folder");
}

#[test]
fn a_theme_that_waits_for_the_deadline_is_late_and_not_to_blame_for_it_at_once() {
    let past = RenderLimits::until(Instant::now());
    let page = Page::Home(HomePage::samples().remove(0));
    let theme = Folder::with_home("{% for a in [1] %}{% endfor %}").load().unwrap();
    let found = theme.render(&page, Arc::new(Site), past);
    assert!(matches!(found, Err(RenderError::DeadlinePassed)), "{found:?}");
}
