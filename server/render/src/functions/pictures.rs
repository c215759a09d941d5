//! The functions `image` and `picture`: a picture with its size, its text, and how browsers are to load it.
//!
//! Which sizes and formats a browser may choose from follows from the renditions that the picture has. A picture
//! without any is written with the address of its file alone.

use tera::value::Key;
use tera::{Kwargs, Map, State, TeraResult, Value};

use crate::head::Tags;
use crate::themes::{current_call, nearest};

/// What both functions take, in the order in which attributes are written.
const ARGUMENTS: [&str; 9] =
    ["asset", "alt", "width", "class", "id", "sizes", "loading", "decoding", "fetchpriority"];
/// Formats beside those that every browser shows, the smallest first.
const MODERN: [&str; 2] = ["image/avif", "image/webp"];
/// How much room the picture takes when the template does not say.
const WHOLE_WIDTH: &str = "100vw";

/// `image(asset=entry.cover, width=640, loading="eager")`: an `<img>`, or nothing where there is no picture.
pub(super) fn image(arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    written(&arguments, |shown| {
        let mut tags = Tags::default();
        shown.push_img(&mut tags, &shown.plain_renditions().or(shown.in_format("image/webp")));
        tags.into_html()
    })
}

/// `picture(asset=entry.cover, …)`: as `image`, with AVIF and WebP for browsers that show them, as far as they exist.
pub(super) fn picture(arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    written(&arguments, |shown| {
        let mut tags = Tags::default();
        for media_type in MODERN {
            let found = shown.in_format(media_type);
            if !found.0.is_empty() {
                let (srcset, sizes) = (found.srcset(), shown.sizes());
                tags.empty("source", &[("type", media_type), ("srcset", &srcset), ("sizes", &sizes)]);
            }
        }
        let has_sources = !tags.is_empty();
        shown.push_img(&mut tags, &shown.plain_renditions());
        if has_sources { format!("<picture>\n{}\n</picture>", tags.into_html()) } else { tags.into_html() }
    })
}

/// Checks the arguments and pays for what is written. Safe, because everything in it is escaped as an attribute.
fn written(arguments: &Kwargs, html: impl FnOnce(&Shown<'_>) -> String) -> TeraResult<Value> {
    let call = current_call()?;
    call.check_deadline()?;
    for (name, _) in arguments.iter() {
        let name = name.as_str().unwrap_or_default();
        if !ARGUMENTS.contains(&name) {
            let hint = nearest(name, &ARGUMENTS).map(|found| format!("; did you mean `{found}`?"));
            let hint = hint.unwrap_or_else(|| format!("; there are {}", ARGUMENTS.join(", ")));
            return Err(tera::Error::message(format!("there is no argument `{name}`{hint}")));
        }
    }
    let asset = arguments.must_get::<&Value>("asset")?;
    if asset.is_none() {
        return Ok(Value::safe_string(""));
    }
    let asset = asset.as_map().ok_or_else(|| tera::Error::message("`asset` is a picture of the page"))?;
    let html = html(&Shown::of(asset, arguments)?);
    call.keep(html.len())?;
    Ok(Value::safe_string(&html))
}

/// A picture, and how it is to be shown.
struct Shown<'a> {
    url: &'a str,
    alt: &'a str,
    /// Of the box that it takes, in CSS pixels.
    size: Option<(u32, u32)>,
    renditions: Vec<Rendition<'a>>,
    class: Option<&'a str>,
    id: Option<&'a str>,
    sizes: Option<&'a str>,
    loading: &'a str,
    decoding: &'a str,
    fetchpriority: Option<&'a str>,
}

#[derive(Clone, Copy)]
struct Rendition<'a> {
    url: &'a str,
    width: u32,
    media_type: &'a str,
}

/// Those of one kind, the narrowest first.
struct Renditions<'a>(Vec<Rendition<'a>>);

impl<'a> Shown<'a> {
    fn of(asset: &'a Map, arguments: &'a Kwargs) -> TeraResult<Self> {
        let url = text(asset, "url").ok_or_else(|| tera::Error::message("`asset` has no `url`"))?;
        let natural = pixels(asset, "width").zip(pixels(asset, "height"));
        let fetchpriority = one_of(arguments, "fetchpriority", &["high", "low", "auto"])?;
        // What is asked for first is not put off until it comes into sight.
        let usual = if fetchpriority == Some("high") { "eager" } else { "lazy" };
        Ok(Self {
            url,
            alt: arguments.get("alt")?.or_else(|| text(asset, "alt")).unwrap_or_default(),
            size: scaled(natural, arguments.get::<u32>("width")?)?,
            renditions: renditions(asset),
            class: arguments.get("class")?,
            id: arguments.get("id")?,
            sizes: arguments.get("sizes")?,
            loading: one_of(arguments, "loading", &["lazy", "eager"])?.unwrap_or(usual),
            decoding: one_of(arguments, "decoding", &["async", "sync", "auto"])?.unwrap_or("async"),
            fetchpriority,
        })
    }

    fn push_img(&self, tags: &mut Tags, choice: &Renditions<'_>) {
        let (srcset, sizes) = (choice.srcset(), self.sizes());
        let size = self.size.map(|(width, height)| (width.to_string(), height.to_string()));
        let (width, height) = size.as_ref().map(|(width, height)| (&**width, &**height)).unzip();
        let may_choose = !choice.0.is_empty();
        let attributes = [
            ("src", Some(choice.fitting(self.size).unwrap_or(self.url))),
            ("srcset", may_choose.then_some(&*srcset)),
            ("sizes", may_choose.then_some(&*sizes)),
            ("alt", Some(self.alt)),
            ("width", width),
            ("height", height),
            ("class", self.class),
            ("id", self.id),
            ("loading", Some(self.loading)),
            ("decoding", Some(self.decoding)),
            ("fetchpriority", self.fetchpriority),
        ];
        let given: Vec<(&str, &str)> =
            attributes.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        tags.empty("img", &given);
    }

    /// What is put off is loaded when its place in the page is known, and with it how wide it is.
    fn sizes(&self) -> String {
        let sizes = self.sizes.unwrap_or(WHOLE_WIDTH);
        if self.loading == "lazy" { format!("auto, {sizes}") } else { sizes.to_owned() }
    }

    fn in_format(&self, media_type: &str) -> Renditions<'a> {
        self.that(|rendition| rendition.media_type == media_type)
    }

    /// Those in a format that browsers have always shown.
    fn plain_renditions(&self) -> Renditions<'a> {
        self.that(|rendition| !MODERN.contains(&rendition.media_type))
    }

    fn that(&self, fits: impl Fn(&Rendition<'_>) -> bool) -> Renditions<'a> {
        let mut found: Vec<Rendition<'a>> = self.renditions.iter().copied().filter(|one| fits(one)).collect();
        found.sort_by_key(|rendition| rendition.width);
        Renditions(found)
    }
}

impl<'a> Renditions<'a> {
    fn or(self, other: Self) -> Self {
        if self.0.is_empty() { other } else { self }
    }

    fn srcset(&self) -> String {
        let candidate = |one: &Rendition<'_>| format!("{} {}w", one.url, one.width);
        self.0.iter().map(candidate).collect::<Vec<_>>().join(", ")
    }

    /// For whoever takes no choice: wide enough for the box on a usual screen, else the widest.
    fn fitting(&self, size: Option<(u32, u32)>) -> Option<&'a str> {
        let wanted = size.map_or(u32::MAX, |(width, _)| width);
        let found = self.0.iter().find(|rendition| rendition.width >= wanted).or_else(|| self.0.last());
        found.map(|rendition| rendition.url)
    }
}

/// The box of a picture that is shown so wide; without a width, its own size.
fn scaled(natural: Option<(u32, u32)>, width: Option<u32>) -> TeraResult<Option<(u32, u32)>> {
    let (Some((own_width, own_height)), Some(width)) = (natural, width) else { return Ok(natural) };
    if width == 0 {
        return Err(tera::Error::message("`width` must be at least 1"));
    }
    let height = u64::from(own_height) * u64::from(width) / u64::from(own_width.max(1));
    Ok(u32::try_from(height.max(1)).ok().map(|height| (width, height)))
}

fn one_of<'a>(arguments: &'a Kwargs, name: &'a str, allowed: &[&str]) -> TeraResult<Option<&'a str>> {
    let given = arguments.get::<&str>(name)?;
    match given {
        Some(value) if !allowed.contains(&value) => {
            let allowed = allowed.join("`, `");
            Err(tera::Error::message(format!("`{name}` is one of `{allowed}`, found `{value}`")))
        }
        given => Ok(given),
    }
}

fn renditions(asset: &Map) -> Vec<Rendition<'_>> {
    let listed = member(asset, "renditions").and_then(Value::as_array).unwrap_or_default();
    listed.iter().filter_map(|value| rendition(value.as_map()?)).collect()
}

fn rendition(map: &Map) -> Option<Rendition<'_>> {
    let (url, media_type) = (text(map, "url")?, text(map, "media_type")?);
    // In a `srcset`, these end an address.
    let is_plain = !url.contains([' ', ',', '\n', '\t']);
    is_plain.then_some(Rendition { url, width: pixels(map, "width")?, media_type })
}

fn member<'a>(map: &'a Map, name: &'static str) -> Option<&'a Value> {
    map.get(&Key::from(name))
}

fn text<'a>(map: &'a Map, name: &'static str) -> Option<&'a str> {
    member(map, name)?.as_str()
}

fn pixels(map: &Map, name: &'static str) -> Option<u32> {
    u32::try_from(member(map, name)?.as_u64()?).ok().filter(|pixels| *pixels > 0)
}
