//! The shapes of the benchmark's data set at any size, without a file: every item is a function of its number.

use galley_domain::text::instant;

use super::dataset::{Author, Column, Link, Menu, Post, Section, Tag};
use super::random::Random;

const SEED: u64 = 20_261_120;
pub(super) const AUTHORS: usize = 20;
pub(super) const TAGS: usize = 50;
const TAGS_OF_A_POST: usize = 3;
const BODY_BYTES: usize = 5_600;
/// 2026-11-01T12:00:00Z
const NEWEST: i64 = 1_793_534_400_000_000;
const BETWEEN_POSTS: i64 = 7 * 3_600 * 1_000_000;
const SECTIONS: usize = 6;
const LINKS_OF_COLUMNS: [usize; 3] = [4, 4, 3];

/// `1 / rank^0.7` in thousandths: a few tags are common and most are rare.
const TAG_WEIGHTS: [u64; TAGS] = [
    1000, 616, 463, 379, 324, 285, 256, 233, 215, 200, 187, 176, 166, 158, 150, 144, 138, 132, 127, 123, 119,
    115, 111, 108, 105, 102, 100, 97, 95, 92, 90, 88, 86, 85, 83, 81, 80, 78, 77, 76, 74, 73, 72, 71, 70, 69,
    68, 67, 66, 65,
];

const WORDS: [&str; 118] = [
    "river", "stone", "harbour", "lantern", "copper", "meadow", "signal", "engine", "quiet", "window",
    "market", "paper", "garden", "ledger", "orbit", "timber", "canvas", "morning", "bridge", "winter",
    "silver", "harvest", "pocket", "mirror", "thread", "island", "compass", "marble", "valley", "kettle",
    "anchor", "forest", "letter", "shadow", "summer", "button", "castle", "feather", "ribbon", "planet",
    "saddle", "pepper", "velvet", "candle", "pillow", "basket", "ladder", "hammer", "editor", "reader",
    "column", "archive", "press", "gallery", "draft", "margin", "footnote", "headline", "chapter", "and",
    "the", "of", "to", "in", "with", "for", "from", "over", "under", "through", "between", "because",
    "while", "where", "when", "makes", "keeps", "carries", "builds", "finds", "turns", "moves", "holds",
    "writes", "reads", "prints", "sends", "brings", "slow", "bright", "narrow", "steady", "careful", "early",
    "late", "open", "plain", "common", "rare", "useful", "small", "large", "north", "south", "field",
    "water", "light", "cloud", "grain", "glass", "wheel", "track", "stage", "voice", "floor", "table",
    "chair", "house",
];

/// Keeps the numbers of different kinds of items apart.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Author = 1,
    Tag = 2,
    Post = 3,
    Menu = 4,
}

fn random(kind: Kind, number: usize) -> Random {
    let number = u64::try_from(number).unwrap_or(0);
    Random::of(SEED.wrapping_add(kind as u64), number)
}

pub(super) fn author(number: usize) -> Author {
    let mut random = random(Kind::Author, number);
    Author {
        id: number,
        name: format!("{} {} {number}", capital(random.choose(&WORDS)), capital(random.choose(&WORDS))),
        slug: format!("author-{number:02}"),
        email: format!("author{number:02}@example.org"),
        bio: sentence(&mut random, 8, 18),
    }
}

pub(super) fn tag(number: usize) -> Tag {
    let mut random = random(Kind::Tag, number);
    let word = WORDS.get(number.saturating_sub(1)).copied().unwrap_or("tag");
    Tag {
        id: number,
        name: capital(word),
        slug: format!("tag-{number:02}"),
        description: sentence(&mut random, 8, 18),
    }
}

/// Post `number` of `count`; the last is the newest.
pub(super) fn post(number: usize, count: usize) -> Post {
    let mut random = random(Kind::Post, number);
    let age = i64::try_from(count.saturating_sub(number)).unwrap_or(0);
    Post {
        id: number,
        title: format!("{} {number}", phrase(&mut random, 4, 9)),
        slug: format!("post-{number:04}"),
        excerpt: sentence(&mut random, 20, 30),
        markdown: body(&mut random),
        published_at: instant::show(NEWEST - BETWEEN_POSTS.saturating_mul(age)),
        author: random.between(1, AUTHORS),
        tags: tags(&mut random),
    }
}

/// A menu of three component levels with 66 links to posts.
pub(super) fn menu(posts: usize) -> Menu {
    let mut random = random(Kind::Menu, 1);
    let sections = (0..SECTIONS).map(|_| section(&mut random, posts)).collect();
    Menu { title: "Mega menu".to_owned(), slug: "mega-menu".to_owned(), sections }
}

fn section(random: &mut Random, posts: usize) -> Section {
    let title = phrase(random, 2, 3);
    let columns = LINKS_OF_COLUMNS.iter().map(|links| column(random, *links, posts)).collect();
    Section { title, columns }
}

fn column(random: &mut Random, links: usize, posts: usize) -> Column {
    let heading = phrase(random, 2, 3);
    let link = |_| Link { label: phrase(random, 2, 4), post: random.between(1, posts) };
    Column { heading, links: (0..links).map(link).collect() }
}

fn tags(random: &mut Random) -> Vec<usize> {
    let mut chosen = Vec::new();
    while chosen.len() < TAGS_OF_A_POST {
        let tag = random.weighted(&TAG_WEIGHTS) + 1;
        if !chosen.contains(&tag) {
            chosen.push(tag);
        }
    }
    chosen.sort_unstable();
    chosen
}

fn body(random: &mut Random) -> String {
    let mut text = String::with_capacity(BODY_BYTES + 1_024);
    let mut number = 0;
    while text.len() < BODY_BYTES {
        if number > 0 {
            text.push_str("\n\n");
        }
        text.push_str(&block(random, number));
        number += 1;
    }
    text
}

fn block(random: &mut Random, number: usize) -> String {
    match number % 8 {
        1 => format!("## {}", phrase(random, 3, 6)),
        3 => (0..4).map(|_| format!("- {}", sentence(random, 4, 9))).collect::<Vec<_>>().join("\n"),
        5 => format!("> {}", sentence(random, 8, 18)),
        7 => format!("```rust\nfn {}() -> u32 {{ {} }}\n```", random.choose(&WORDS), random.between(1, 999)),
        _ => paragraph(random),
    }
}

fn paragraph(random: &mut Random) -> String {
    let sentences: Vec<String> = (0..random.between(4, 7)).map(|_| sentence(random, 8, 18)).collect();
    let words = sentences.join(" ");
    let mut words: Vec<&str> = words.split(' ').collect();
    let at = random.between(0, words.len().saturating_sub(6));
    let strong: Vec<&str> = words.drain(at..at + 3).collect();
    let slug = strong.join("-").replace('.', "").to_lowercase();
    let link = format!("**{}** [{}](https://example.org/{slug})", strong.join(" "), random.choose(&WORDS));
    words.insert(at, &link);
    words.join(" ")
}

fn sentence(random: &mut Random, fewest: usize, most: usize) -> String {
    format!("{}.", phrase(random, fewest, most))
}

fn phrase(random: &mut Random, fewest: usize, most: usize) -> String {
    let words: Vec<&str> = (0..random.between(fewest, most)).map(|_| random.choose(&WORDS)).collect();
    capital(&words.join(" "))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_a_function_of_its_number() {
        let (first, again) = (post(17, 1_000), post(17, 1_000));
        assert_eq!(
            (&first.title, &first.markdown, &first.tags),
            (&again.title, &again.markdown, &again.tags)
        );
        assert_eq!(first.slug, "post-0017");
        assert_ne!(first.markdown, post(18, 1_000).markdown);
        assert_eq!(post(1_000, 1_000).published_at, "2026-11-01T12:00:00.000Z");
        assert_eq!(post(999, 1_000).published_at, "2026-11-01T05:00:00.000Z");
        assert_eq!(post(100_000, 100_000).slug, "post-100000");
    }

    #[test]
    fn the_shapes_are_those_of_the_data_set() {
        let posts: Vec<Post> = (1..=200).map(|number| post(number, 200)).collect();
        for post in &posts {
            assert!((5_600..7_500).contains(&post.markdown.len()), "{}", post.markdown.len());
            assert!((1..=AUTHORS).contains(&post.author));
            assert_eq!(post.tags.len(), 3);
        }
        let with = |tag| posts.iter().filter(|post| post.tags.contains(&tag)).count();
        assert!(with(1) > 40 && with(1) > 4 * with(50), "{} {}", with(1), with(50));
        let menu = menu(200);
        let links =
            menu.sections.iter().flat_map(|section| &section.columns).flat_map(|column| &column.links);
        assert_eq!(links.count(), 66);
    }
}
