"""Inputs that no one would write: good ones of every format, broken in the ways that files break and attackers break them."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator

STORY = (
    "LAGOS, May 4, 2024 (Post) - Police arrested two men in Lagos on Friday over the theft of 22 containers.",
    "“We knew nothing,” said Jane Roe, the minister, two days after the strike of March 3 killed at least 14 people.",
    "On Monday the court sentenced Dario Penn to 12 years in prison; he will appeal by the end of June 2024.",
    "Talks between the U.S. and Iran began in Geneva last week and are to go on until mid-July, the EU said.",
)
NAUGHTY = (
    *(
        "",
        " ",
        "\0",
        "\x1b[31m\x07",
        "\r",
        "\n" * 50,
        "\t\v\f",
        "\x7f\x80\x9f",
        "\ufeff",
        "\ufffe",
        "\ufffd",
        "\u2028\u2029\x85",
    ),
    *(
        "undefined",
        "null",
        "None",
        "true",
        "NaN",
        "-Infinity",
        "1e309",
        "0x7F",
        "9" * 400,
        "-0",
        "1,000.00",
        "00:00",
        "31/02/2024",
    ),
    *("2024-02-30", "0000-00-00", "99999-01-01", "the 45th of May 20224", "1 January 1", "in 10^9 years", "-5 days ago"),
    *("'; DROP TABLE events; --", '" OR ""="', "<script>alert(1)</script>", "]]>", "<!--", "-->", "&#x0;", "&bogus;"),
    *("${7*7}", "{{7*7}}", "%s%n%d", "../../../etc/passwd", "C:\\con\\aux", "=cmd|' /C calc'!A0", "@SUM(1)", "`id`", "$(id)"),
    *("ç̷̛̳̟h̵̢͓a̶͙̐o̸̡͋s̴͇", "e" + "\u0301" * 300, "\u202eright to left\u202c", "\u200b\u200d\u2060", "田中さんにあげて下さい"),
    *("الشرطة اعتقلت", "👩‍👩‍👧‍👦🏳️‍🌈", "𝕿𝖍𝖊", "ﬁ ﷽", "İıſß", "١٢٣", "Ⅷ ½ ²", "\U0010ffff", "\\", "\\x", "a" * 5000),
    *("A" * 3000, "( " * 500, "“" * 500, "." * 3000, "- " * 1000, "Monday " * 300, "2024-" * 500, "May 4, " * 300),
    *("of " * 500, "Mr. " * 300),
)


def page(chance: random.Random) -> str:
    body = "".join(f"<p>{sentence}</p>" for sentence in chance.sample(STORY, 3))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two held | Post</title>'
        '<meta property="article:published_time" content="2024-05-04T10:00:00Z"><script type="application/ld+json">'
        '{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2024-05-04"}</script></head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>Two held</h1><div class="date">4 May 2024</div>{body}</article>'
        "<table><tr><td>a</td></tr></table><ul><li>Menu</li></ul><footer>© Post</footer></body></html>"
    )


def feed(chance: random.Random) -> str:
    items = "".join(
        f"<item><title>T{n}</title><link>https://p.example/{n}</link><guid>{n}</guid><pubDate>Sat, 04 May 2024 10:00:00 GMT"
        f"</pubDate><description>{chance.choice(STORY)}</description><content:encoded><![CDATA[<p>{chance.choice(STORY)}</p>]]>"
        "</content:encoded></item>"
        for n in range(3)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>Post</title>{items}</channel></rss>'


def record(chance: random.Random) -> dict[str, object]:
    values: list[object] = [*STORY, *NAUGHTY, None, 7, -1.5, True, [], {}, ["x"], {"name": "x"}]
    names = ("id", "text", "date", "title", "url", "source", "body", "content", "published_at", "_source", "headline", "other")
    return {"text": chance.choice(STORY)} | {name: chance.choice(values) for name in chance.sample(names, chance.randint(1, 6))}


def lines(chance: random.Random) -> str:
    return "".join(json.dumps(record(chance), ensure_ascii=chance.random() < 0.5) + "\n" for _ in range(chance.randint(1, 5)))


def document(chance: random.Random) -> str:
    records = [record(chance) for _ in range(chance.randint(0, 3))]
    return json.dumps(
        chance.choice([records, {"articles": records}, {"a": {"b": records}}, records[:1], 1, {"hits": {"hits": records}}])
    )


def table(chance: random.Random) -> str:
    cells = [chance.choice([*STORY, *NAUGHTY]) for _ in range(9)]
    rows = (",".join('"' + cell.replace('"', '""') + '"' for cell in cells[at : at + 3]) for at in (0, 3, 6))
    return "\n".join(["id,text,date", *rows]) + "\n"


def prose(chance: random.Random) -> str:
    """A short article with some of what should not be in it."""
    parts = [*chance.sample(STORY, chance.randint(1, 3)), *chance.sample(NAUGHTY, chance.randint(0, 3))]
    chance.shuffle(parts)
    return chance.choice(["\n\n", " ", "\n", ""]).join(parts)


def crawl(chance: random.Random) -> bytes:
    held = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(chance).encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://p.example/\r\nContent-Type: application/http"
    return f"{head}; msgtype=response\r\nContent-Length: {len(held)}\r\n\r\n".encode() + held + b"\r\n\r\n"


def archive(chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("../a.txt", prose(chance).encode("utf-8", "replace"))
        writer.writestr("b/b.html", page(chance))
        writer.writestr("c.jsonl", lines(chance))
    return packed.getvalue()


def pdf(chance: random.Random) -> bytes:
    shown = b"BT /F1 12 Tf 72 720 Td (" + chance.choice(STORY).encode("latin-1", "replace") + b") Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    held = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + held + b"trailer<</Root 1 0 R>>\n%%EOF"


MAKERS = {
    ".txt": prose,
    ".html": page,
    ".xml": feed,
    ".jsonl": lines,
    ".json": document,
    ".csv": table,
    ".tsv": lambda chance: table(chance).replace(",", "\t"),
    ".warc": crawl,
    ".zip": archive,
    ".pdf": pdf,
}


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes after some accidents."""
    held = bytearray(data)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8, 30))):
        at = chance.randrange(len(held) + 1)
        size = chance.choice((1, 1, 4, 20, 200))
        match chance.randrange(8):
            case 0 if at < len(held):
                held[at] ^= 1 << chance.randrange(8)
            case 1:
                del held[at : at + size]
            case 2:
                held[at:at] = held[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                held[at:at] = chance.choice(NAUGHTY).encode("utf-8", "surrogatepass")
            case 4:
                held[at:at] = chance.randbytes(size)
            case 5:
                del held[at:]
            case 6:
                held[at:at] = (
                    chance.choice((b"<", b">", b'"', b"{", b"}", b"[", b"]", b"\n", b",", b"&", b"\\", b"\0", b"<div>")) * size
                )
            case 7:
                other = chance.randrange(len(held) + 1)
                held[at : at + size] = held[other : other + size]
    return bytes(held[:200_000])


def inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many files, as (name, bytes); the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        suffix = chance.choice(list(MAKERS))
        made = MAKERS[suffix](chance)
        encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "latin-1"))
        data = made if isinstance(made, bytes) else made.encode(encoding, "replace")
        data = broken(data, chance) if chance.random() < 0.95 else chance.randbytes(chance.randint(0, 2000))
        named = chance.choice(list(MAKERS)) if chance.random() < 0.05 else suffix
        if chance.random() < 0.1:
            data, named = gzip.compress(data, 1), named + ".gz"
            data = broken(data, chance) if chance.random() < 0.3 else data
        yield f"{number}{named}", data


def texts(count: int, seed: int) -> Iterator[str]:
    """So many short articles, broken too; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield broken(prose(chance).encode("utf-8", "replace"), chance).decode("utf-8", "replace")[
            : chance.choice((300, 1000, 3000))
        ]
