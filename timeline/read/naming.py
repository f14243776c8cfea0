"""Which field of a record is what: the names that news dumps and interfaces of news sites use.

Known are the shapes of NewsAPI, The Guardian, The New York Times, WordPress, Elasticsearch, MongoDB, news-please, GDELT,
schema.org's NewsArticle and JSON Feed, and the names that are common in tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "articlebody", "bodytext", "maintext", "fulltext", "articletext", "contenttext", "plaintext"),
        *("article", "content", "contents", "story", "rawtext", "extractedtext", "newsbody", "contenthtml", "bodyhtml", "html"),
    ),
    "id": ("id", "articleid", "docid", "documentid", "newsid", "storyid", "uuid", "guid", "uri"),
    "date": (
        *(
            "date",
            "published",
            "publishedat",
            "publishedon",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "datepublished",
        ),
        *("datepublish", "pubdate", "webpublicationdate", "firstpublished", "firstpublicationdate", "seendate", "articledate"),
        *("dategmt", "createdat", "timestamp"),
    ),
    "title": ("title", "headline", "webtitle", "head", "articletitle", "name"),
    "url": ("url", "link", "canonicalurl", "articleurl", "weburl", "permalink", "sourceurl", "externalurl", "href"),
    "source": (
        *("source", "sourcename", "publisher", "outlet", "sitename", "site", "publication", "newspaper", "agency"),
        *("sourcedomain", "domain", "hostname"),
    ),
}
"""For each field of an article the names it goes by, the surest first, in small letters without marks."""
INNER = ("rendered", "main", "name", "title", "text", "value", "$oid", "$date", "#text", "@value")
"""Where a value is an object: the members that hold it."""
DEEPEST = 3


def named(record: Mapping[str, object], chosen: Mapping[str, str]) -> dict[str, object]:
    """The fields of an article in a record: by the user's choice, else by their common names.

    What holds the text may lie within another object (``_source`` in Elasticsearch); fields that are not beside the text are
    taken from the objects around it.

    Args:
        chosen: for a field the name of the record's own that holds it; dots lead into objects (``fields.body``).
    """
    way = list(_way_to_text(record, DEEPEST)) or [record]
    found: dict[str, object] = {}
    for field, names in NAMES.items():
        if field in chosen:
            found[field] = _plain(_at(record, chosen[field]))
        else:
            found[field] = next((value for level in way for value in _values(level, names)), None)
    return found


def field_of(column: str, chosen: Mapping[str, str]) -> str | None:
    """The field that a column of this name holds, if any."""
    for field, names in NAMES.items():
        if simple(chosen[field]) == simple(column) if field in chosen else simple(column) in names:
            return field
    return None


def is_exact(record: Mapping[str, object], chosen: Mapping[str, str]) -> bool:
    """Whether the record has its text under the name ``text``: then it is taken as it stands, markup or not."""
    return "text" in record and "text" not in chosen


def has_text(record: Mapping[str, object], chosen: Mapping[str, str]) -> bool:
    """Whether there is anything in the record to take for the text of an article."""
    return named(record, chosen)["text"] is not None


def listing(value: object, chosen: Mapping[str, str]) -> list[object]:
    """The records in a JSON value: the members of a list, one object with a text, or the first list of such within it."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not has_text(value, chosen):
        level: list[object] = [value]
        for _ in range(DEEPEST):
            level = [member for held in level if isinstance(held, dict) for member in held.values()]
            for member in level:
                if isinstance(member, list) and any(isinstance(m, dict) and has_text(m, chosen) for m in member):
                    return member
    return [value]


def simple(name: str) -> str:
    """A field's name in small letters without marks: ``bodyText`` and ``body_text`` are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter in "$#@")


def _way_to_text(record: Mapping[str, object], deepest: int) -> Iterator[Mapping[str, object]]:
    """The object that has the text, the one around it, and so on to the record itself; nothing where there is none."""
    if any(True for _ in _values(record, NAMES["text"])):
        yield record
    elif deepest:
        for value in record.values():
            way = list(_way_to_text(value, deepest - 1)) if isinstance(value, dict) else []
            if way:
                yield from way
                yield record
                return


def _values(record: Mapping[str, object], names: tuple[str, ...]) -> Iterator[object]:
    """The values under any of the names, in the order of the names; those that say nothing come last."""
    held: dict[str, object] = {}
    for key, value in record.items():
        held.setdefault(simple(str(key)), _plain(value))
    values = [held[name] for name in names if name in held and not isinstance(held[name], dict)]
    yield from (value for value in values if _says(value))
    yield from (value for value in values if value is not None and not _says(value))


def _says(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else isinstance(value, int | float)


def _plain(value: object) -> object:
    """The value; of an object the member that holds it."""
    for name in INNER:
        if isinstance(value, dict) and isinstance(value.get(name), str | int | float):
            return value[name]
    return value


def _at(record: Mapping[str, object], path: str) -> object:
    for key, member in record.items():
        if simple(str(key)) == simple(path):
            return member
    value: object = record
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
