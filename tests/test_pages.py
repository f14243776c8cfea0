"""Thirty pages with the furniture of news sites: the body and the day of publication come out, the furniture stays behind."""

import tomllib
from pathlib import Path

from timeline.read import read

FOLDER = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((FOLDER / "pages.toml").read_text(encoding="utf-8"))["page"]
RIGHT = 28


def faults(page, article):
    """What is wrong with an article as it was read from a page."""
    if article is None:
        yield "not read"
        return
    if article.date != page.get("date"):
        yield f"date {article.date}, not {page.get('date')}"
    if not article.text.startswith(page["starts"]):
        yield f"starts {article.text[:60]!r}"
    if not article.text.endswith(page["ends"]):
        yield f"ends {article.text[-60:]!r}"
    yield from (f"has {furniture!r}" for furniture in page["without"] if furniture in article.text)


def test_body_and_date_of_the_pages():
    warnings = []
    articles = {article.id: article for article in read([FOLDER], warn=warnings.append)}
    wrong = {}
    for page in EXPECTED:
        found = list(faults(page, articles.get(Path(page["file"]).stem)))
        if found:
            wrong[page["file"]] = found
    print(*(f"{name}: {'; '.join(found)}" for name, found in wrong.items()), sep="\n")
    assert len(EXPECTED) == 30
    assert len(EXPECTED) - len(wrong) >= RIGHT
    assert {path.name for path in FOLDER.glob("*.html")} == {page["file"] for page in EXPECTED}
