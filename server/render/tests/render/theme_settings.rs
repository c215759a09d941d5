//! What a theme lets people decide: declared, completed, shown and written for style sheets.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_domain::theme_settings::Kind;
use galley_render::pages::{HomePage, Page, Sample, ShownSetting};
use galley_render::{RenderLimits, Untitled};

use crate::themes::{Folder, MANIFEST, Site};

const SETTINGS: &str = "
[settings.looks]
kind = \"group\"
label = \"Looks\"

[settings.accent]
kind = \"colour\"
label = \"Accent\"
group = \"looks\"
css = true

[settings.line_height]
kind = \"number\"
label = \"Height of lines\"
default = 1.5
max = 3
unit = \"rem\"
css = true

[settings.lead]
kind = \"boolean\"
label = \"Lead\"
visible_if = { setting = \"shape\", is = \"flat\" }

[settings.shape]
kind = \"select\"
label = \"Shape\"
options = [{ value = \"round\", label = \"Round\" }, { value = \"flat\", label = \"Flat\" }]
";

fn folder(settings: &str, home: &str) -> Folder {
    let folder = Folder::with_home(home);
    folder.write("theme.toml", &format!("{MANIFEST}{settings}"));
    folder
}

fn render(home: &str, decided: &[(&str, ShownSetting)]) -> String {
    let mut page = Page::Home(HomePage::samples().remove(0));
    let decided = decided.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    page.shared_mut().theme_settings = decided.collect();
    let limits = RenderLimits::until(Instant::now() + Duration::from_secs(20));
    folder(SETTINGS, home).load().unwrap().render(&page, Arc::new(Site), limits).unwrap()
}

#[test]
fn templates_see_every_setting() {
    let home = "{{ theme_settings.lead }} {{ theme_settings.shape }} {{ theme_settings.line_height }} \
        [{{ theme_settings.accent }}]";
    assert_eq!(render(home, &[]), "false round 1.5 []");
    let decided =
        [("lead", ShownSetting::Boolean(true)), ("accent", ShownSetting::Text("#aa3300".to_owned()))];
    assert_eq!(render(home, &decided), "true round 1.5 [#aa3300]");
}

#[test]
fn style_sheets_are_given_what_the_theme_says() {
    let style = |decided: &[(&str, ShownSetting)]| {
        let head = render("{{ head() }}", decided);
        head.split_once("<style>")
            .and_then(|(_, rest)| rest.split_once("</style>"))
            .map(|(css, _)| css.to_owned())
    };
    assert_eq!(style(&[]).unwrap(), ":root{--setting-line-height:1.5rem}");
    let accent = |text: &str| [("accent", ShownSetting::Text(text.to_owned()))];
    assert_eq!(
        style(&accent("#aa3300")).unwrap(),
        ":root{--setting-accent:#aa3300;--setting-line-height:1.5rem}"
    );
    // Nothing that comes here has been checked by nobody; should it, it still ends no style.
    assert_eq!(style(&accent("red}</style><script>")).unwrap(), ":root{--setting-line-height:1.5rem}");
    let theme = folder(SETTINGS, "").load().unwrap();
    assert_eq!(theme.style(&BTreeMap::new()).unwrap(), style(&[]).unwrap());
}

#[test]
fn settings_stand_in_the_order_of_the_file() {
    let theme = folder(SETTINGS, "").load().unwrap();
    let settings = &theme.manifest().settings;
    let names: Vec<&str> = settings.0.iter().map(|setting| setting.name.as_str()).collect();
    assert_eq!(names, ["looks", "accent", "line_height", "lead", "shape"]);
    assert!(
        matches!(&settings.get("shape").unwrap().kind, Kind::Select { default, .. } if default == "round")
    );
}

#[test]
fn a_mistake_in_a_setting_is_named_with_its_line() {
    for (setting, expected) in [
        ("kind = \"colour\"\nlabel = \"A\"\ndefault = \"red\"", "`default` must be a colour such as"),
        ("kind = \"colour\"\nlabel = \"A\"\nmax_length = 3", "`max_length` means nothing for a setting"),
        ("kind = \"group\"\nlabel = \"A\"\ngroup = \"a\"", "`group` means nothing for a group"),
        ("kind = \"text\"\nlabel = \" \"", "`label` must not be empty"),
        ("kind = \"text\"\nlabel = \"A\"\nmax_length = 1001", "`max_length` must be 1 to 1000"),
        ("kind = \"text\"\nlabel = \"A\"\ngroup = \"b\"", "no setting of the kind `group`"),
        ("kind = \"number\"\nlabel = \"A\"\nmax = 1\ndefault = 2", "`default` must be at most 1"),
        ("kind = \"number\"\nlabel = \"A\"\nunit = \"}\"", "`unit` is one of CSS"),
        ("kind = \"select\"\nlabel = \"A\"", "`options` must be 1 to 50"),
        ("kind = \"reference\"\nlabel = \"A\"", "`type` must name the content type"),
        (
            "kind = \"text\"\nlabel = \"A\"\nvisible_if = { setting = \"a\", is = \"x\" }",
            "`visible_if` names `a`, which is no other setting",
        ),
    ] {
        let found = folder(&format!("\n[settings.a]\n{setting}\n"), "").load().unwrap_err();
        assert!(found.message.contains(expected), "{setting}: {found}");
        assert_eq!(found.line, Some(7), "{setting}: {found}");
    }
    let unknown = folder("\n[settings.a]\nkind = \"text\"\nlabel = \"A\"\nmin_length = 1\n", "");
    assert!(unknown.load().unwrap_err().to_string().contains("unknown field `min_length`"));
    let named = folder("\n[settings.\"A-b\"]\nkind = \"text\"\nlabel = \"A\"\n", "");
    assert!(named.load().unwrap_err().to_string().contains("lower-case letters, digits and underscores"));
}

#[test]
fn templates_are_tried_on_other_values_too() {
    let mistakes = |home: &str| {
        let theme = folder(SETTINGS, home).load().unwrap();
        theme
            .mistakes(Instant::now() + Duration::from_mins(1))
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(mistakes("{{ theme_settings.shape }}"), Vec::<String>::new());
    let hidden = mistakes("{% if theme_settings.lead %}{{ site.titel }}{% endif %}");
    assert_eq!(hidden.len(), 1, "{hidden:?}");
    let unknown = mistakes("{{ theme_settings.shap }}");
    assert!(unknown[0].contains("did you mean `shape`?"), "{unknown:?}");
}

#[test]
fn a_page_that_nobody_wrote_is_called_in_its_language() {
    let folder = Folder::new();
    let title =
        |folder: &Folder, language: &str| folder.load().unwrap().title_of(Untitled::NotFound, language);
    for (language, expected) in
        [("en", "Not found"), ("de-CH", "Nicht gefunden"), ("FR", "Page introuvable"), ("sv", "Not found")]
    {
        assert_eq!(title(&folder, language), expected, "{language}");
    }
    folder.write("locales/en.toml", "not_found = \"Lost\"");
    folder.write("locales/sv.toml", "not_found = \"Borta\"");
    for (language, expected) in [("en", "Lost"), ("de", "Nicht gefunden"), ("sv-SE", "Borta"), ("fi", "Lost")]
    {
        assert_eq!(title(&folder, language), expected, "{language}");
    }
    assert_eq!(folder.load().unwrap().title_of(Untitled::Failed, "es"), "Algo ha fallado");
}
