//! What `image` and `picture` write.

use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_render::pages::{EntryPage, Image, Page, Rendition, Sample};
use galley_render::{RenderError, RenderLimits};

use crate::themes::{Folder, Site};

fn picture() -> Image {
    Image {
        url: "/media/a/press%20room.jpg".to_owned(),
        alt: "Ink & \"paper\" <b>".to_owned(),
        width: Some(1600),
        height: Some(1000),
        renditions: Vec::new(),
    }
}

/// Made in two formats and two sizes each, and one with an address that would not be one address in a list.
fn ready() -> Image {
    let rendition = |url: &str, width: u32, media_type: &str| Rendition {
        url: url.to_owned(),
        width,
        media_type: media_type.to_owned(),
    };
    Image {
        renditions: vec![
            rendition("/m/800.jpg", 800, "image/jpeg"),
            rendition("/m/400.jpg", 400, "image/jpeg"),
            rendition("/m/400.webp", 400, "image/webp"),
            rendition("/m/8 00.webp", 800, "image/webp"),
            rendition("/m/800.avif", 800, "image/avif"),
        ],
        ..picture()
    }
}

fn render(cover: Option<Image>, call: &str) -> Result<String, RenderError> {
    let folder = Folder::new();
    folder.write("templates/entry.html", &format!("{{{{ {call} }}}}"));
    let mut page = EntryPage::samples().remove(0);
    page.entry.cover = cover;
    let limits = RenderLimits::until(Instant::now() + Duration::from_secs(20));
    folder.load().unwrap().render(&Page::Entry(Box::new(page)), Arc::new(Site), limits)
}

fn check(cover: Image, call: &str, expected: &str) {
    assert_eq!(render(Some(cover), call).unwrap(), expected, "{call}");
}

#[test]
fn a_picture_has_its_size_and_its_text() {
    check(
        picture(),
        "image(asset=entry.cover)",
        "<img src=\"/media/a/press%20room.jpg\" alt=\"Ink &amp; &quot;paper&quot; &lt;b&gt;\" width=\"1600\" \
         height=\"1000\" loading=\"lazy\" decoding=\"async\">",
    );
    check(
        picture(),
        "image(asset=entry.cover, alt=\"\", width=320, class=\"a\\\" onload='x'\", fetchpriority=\"high\")",
        "<img src=\"/media/a/press%20room.jpg\" alt=\"\" width=\"320\" height=\"200\" \
         class=\"a&quot; onload=&#39;x&#39;\" loading=\"eager\" decoding=\"async\" fetchpriority=\"high\">",
    );
    let unknown = Image { width: None, ..picture() };
    check(
        unknown,
        "picture(asset=entry.cover, alt=\"x\", loading=\"eager\", decoding=\"sync\", width=3)",
        "<img src=\"/media/a/press%20room.jpg\" alt=\"x\" loading=\"eager\" decoding=\"sync\">",
    );
    assert_eq!(render(None, "image(asset=entry.cover)").unwrap(), "");
}

#[test]
fn a_browser_chooses_among_the_renditions_that_exist() {
    check(
        ready(),
        "image(asset=entry.cover, alt=\"x\", width=320, sizes=\"20rem\")",
        "<img src=\"/m/400.jpg\" srcset=\"/m/400.jpg 400w, /m/800.jpg 800w\" sizes=\"auto, 20rem\" alt=\"x\" \
         width=\"320\" height=\"200\" loading=\"lazy\" decoding=\"async\">",
    );
    check(
        ready(),
        "picture(asset=entry.cover, alt=\"x\", loading=\"eager\")",
        "<picture>\n\
         <source type=\"image/avif\" srcset=\"/m/800.avif 800w\" sizes=\"100vw\">\n\
         <source type=\"image/webp\" srcset=\"/m/400.webp 400w\" sizes=\"100vw\">\n\
         <img src=\"/m/800.jpg\" srcset=\"/m/400.jpg 400w, /m/800.jpg 800w\" sizes=\"100vw\" alt=\"x\" \
         width=\"1600\" height=\"1000\" loading=\"eager\" decoding=\"async\">\n</picture>",
    );
}

#[test]
fn a_mistake_in_a_call_is_told() {
    for (call, expected) in [
        ("image(asset=entry.cover, widht=3)", "there is no argument `widht`; did you mean `width`?"),
        ("image(asset=entry.cover, loading=\"late\")", "`loading` is one of `lazy`, `eager`, found `late`"),
        ("image(asset=entry.title)", "`asset` is a picture of the page"),
        ("image(asset=entry.cover, width=0)", "`width` must be at least 1"),
        ("image(alt=\"x\")", "asset"),
    ] {
        let Err(RenderError::Theme(found)) = render(Some(picture()), call) else {
            panic!("{call} is taken");
        };
        let found = found.to_string();
        assert!(found.contains(expected) && found.contains("templates/entry.html:1"), "{call}: {found}");
    }
}
