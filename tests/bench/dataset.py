#!/usr/bin/env python3
"""Writes the content that the benches run on: posts with authors and tags, and one deep menu.

Usage: dataset.py [OUT.json] [--posts N] [--seed N]

Only the standard library is used, and the same seed gives the same bytes, so that figures of different days and
machines speak of the same content. `galley seed --dataset OUT.json` loads it. The order in which random numbers are
drawn is part of the format: do not reorder.
"""

import argparse
import hashlib
import html
import json
import random
from collections import Counter
from datetime import datetime, timedelta, timezone

AUTHORS = 20
TAGS = 50
TAGS_OF_A_POST = 3
COVERS = 40
BODY_BYTES = 6000
NEWEST = datetime(2026, 11, 1, 12, 0, tzinfo=timezone.utc)
HOURS_BETWEEN_POSTS = 7
SECTIONS = 6
LINKS_OF_A_SECTION = 11
LINKS_OF_A_COLUMN = 4

# A few tags are common and most are rare, as on a real site.
TAG_WEIGHTS = [1 / (rank + 1) ** 0.7 for rank in range(TAGS)]

WORDS = """
    river stone harbour lantern copper meadow signal engine quiet window market paper
    garden ledger orbit timber canvas morning bridge winter silver harvest pocket mirror
    thread island compass marble valley kettle anchor forest letter shadow summer button
    castle feather ribbon planet saddle pepper velvet candle pillow basket ladder hammer
    editor reader column archive press gallery draft margin footnote headline chapter
    and the of to in with for from over under through between because while where when
    makes keeps carries builds finds turns moves holds writes reads prints sends brings
    slow bright narrow steady careful early late open plain common rare useful small large
""".split()


def sentence(draw, fewest=8, most=18):
    words = " ".join(draw.choice(WORDS) for _ in range(draw.randint(fewest, most)))
    return words[0].upper() + words[1:] + "."


def phrase(draw, fewest, most):
    return sentence(draw, fewest, most)[:-1]


def paragraph_block(draw):
    words = " ".join(sentence(draw) for _ in range(draw.randint(4, 7))).split(" ")
    at = draw.randrange(len(words) - 6)
    before, strong, after = " ".join(words[:at]), " ".join(words[at:at + 3]), " ".join(words[at + 3:])
    slug = "-".join(word.strip(".").lower() for word in words[at:at + 2])
    link, url = words[0].strip("."), f"https://example.org/{slug}"
    markdown = f"{before} **{strong}** [{link}]({url}) {after}".strip()
    markup = (f'{html.escape(before)} <strong>{html.escape(strong)}</strong> '
              f'<a href="{url}">{html.escape(link)}</a> {html.escape(after)}').strip()
    return markdown, f"<p>{markup}</p>"


def heading_block(draw):
    text = phrase(draw, 3, 6)
    return f"## {text}", f"<h2>{html.escape(text)}</h2>"


def list_block(draw):
    items = [sentence(draw, 4, 9) for _ in range(4)]
    markup = "".join(f"<li>{html.escape(item)}</li>" for item in items)
    return "\n".join(f"- {item}" for item in items), f"<ul>{markup}</ul>"


def quote_block(draw):
    text = sentence(draw)
    return f"> {text}", f"<blockquote><p>{html.escape(text)}</p></blockquote>"


def code_block(draw):
    code = f"fn {draw.choice(WORDS)}() -> u32 {{ {draw.randint(1, 999)} }}"
    return f"```rust\n{code}\n```", f'<pre><code class="language-rust">{html.escape(code)}</code></pre>'


BLOCKS = (paragraph_block, heading_block, paragraph_block, list_block,
          paragraph_block, quote_block, paragraph_block, code_block)


def body(draw):
    """The same text as Markdown and as HTML, at least BODY_BYTES of the latter."""
    markdown, markup = [], []
    while sum(map(len, markup)) < BODY_BYTES:
        block = BLOCKS[len(markup) % len(BLOCKS)](draw)
        markdown.append(block[0])
        markup.append(block[1])
    return "\n\n".join(markdown), "\n".join(markup)


def tags_of_post(draw):
    chosen = set()
    while len(chosen) < TAGS_OF_A_POST:
        chosen.add(draw.choices(range(1, TAGS + 1), TAG_WEIGHTS)[0])
    return sorted(chosen)


def author(draw, number):
    return {
        "id": number,
        "name": f"{draw.choice(WORDS).title()} {draw.choice(WORDS).title()} {number}",
        "slug": f"author-{number:02d}",
        "email": f"author{number:02d}@example.org",
        "bio": sentence(draw),
    }


def tag(draw, number):
    return {
        "id": number,
        "name": WORDS[number - 1].title(),
        "slug": f"tag-{number:02d}",
        "description": sentence(draw),
    }


def post(draw, number, posts):
    markdown, markup = body(draw)
    published_at = NEWEST - timedelta(hours=HOURS_BETWEEN_POSTS * (posts - number))
    return {
        "id": number,
        "title": f"{phrase(draw, 4, 9)} {number}",
        "slug": f"post-{number:04d}",
        "excerpt": sentence(draw, 20, 30),
        "markdown": markdown,
        "html": markup,
        "published_at": published_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "author": draw.randint(1, AUTHORS),
        "tags": tags_of_post(draw),
        "cover": f"/media/covers/cover-{(number - 1) % COVERS + 1:02d}.jpg",
    }


def column(draw, links, posts):
    return {
        "heading": phrase(draw, 2, 3),
        "links": [{"label": phrase(draw, 2, 4), "post": draw.randint(1, posts)} for _ in range(links)],
    }


def section(draw, posts):
    columns, left = [], LINKS_OF_A_SECTION
    while left:
        links = min(left, LINKS_OF_A_COLUMN)
        columns.append(column(draw, links, posts))
        left -= links
    return {"title": phrase(draw, 2, 3), "columns": columns}


def commonest_tag(posts):
    """The tag of workload W3, which must reach page 10 of 20 each."""
    uses = Counter(number for each in posts for number in each["tags"])
    number = max(range(1, TAGS + 1), key=lambda each: (uses[each], -each))
    return {"tag": f"tag-{number:02d}", "count": uses[number], "page": 10, "page_size": 20}


def dataset(seed, post_count):
    draw = random.Random(seed)
    authors = [author(draw, number) for number in range(1, AUTHORS + 1)]
    tags = [tag(draw, number) for number in range(1, TAGS + 1)]
    posts = [post(draw, number, post_count) for number in range(1, post_count + 1)]
    sections = [section(draw, post_count) for _ in range(SECTIONS)]
    menu = {"title": "Mega menu", "slug": "mega-menu", "sections": sections}
    return {"seed": seed, "authors": authors, "tags": tags, "posts": posts, "menu": menu,
            "w3": commonest_tag(posts)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", default="dataset.json")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261120)
    arguments = parser.parse_args()
    data = dataset(arguments.seed, arguments.posts)
    text = json.dumps(data, ensure_ascii=False, indent=0).encode()
    with open(arguments.out, "wb") as out:
        out.write(text)
    digest = hashlib.sha256(text).hexdigest()[:16]
    print(f"{arguments.out}: {arguments.posts} posts, {len(text)} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
