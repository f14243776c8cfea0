"""Fixtures that several test files share."""

import shutil

import pytest
import samples
from browsing import CHROMIUM, settle

from timeline import page


@pytest.fixture(scope="session")
def chronicle():
    """A small chronicle made by hand: two articles, fifteen events, each family, status and kind of date."""
    return samples.small()


@pytest.fixture(scope="session")
def nlp():
    """The shipped pipeline with all components, loaded once."""
    import timeline

    return timeline.load()


@pytest.fixture
def rules(nlp):
    """The same pipeline, without the judge: what the rules alone read."""
    with nlp.select_pipes(disable="timeline_judge"):
        yield nlp


@pytest.fixture
def pipeline(nlp, monkeypatch):
    """The same, and the pipeline that `timeline.build` and the commands take in this process."""
    from timeline.annotate import Recipe

    load = Recipe.load
    monkeypatch.setattr(Recipe, "load", lambda recipe: nlp if recipe == Recipe() else load(recipe))
    return nlp


@pytest.fixture(scope="session")
def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium found: install the Debian package chromium to run the browser tests")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: pip install playwright")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=CHROMIUM)
        yield running
        running.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Open a chronicle's page; at the end, nothing must have been asked of a network, gone wrong, or popped up."""
    faults, opened = [], []

    def open_page(chronicle, title="Timeline", frame=False, address="", **options):
        path = tmp_path / "timeline.html"
        if frame:
            path.write_text(f"<!DOCTYPE html><body>{page.notebook_html(chronicle)}", encoding="utf8")
        else:
            page.write(chronicle, path, title=title)
        options = {"viewport": {"width": 1400, "height": 900}, **options}
        context = browser.new_context(**options)
        opened.append(context)
        tab = context.new_page()

        def ask(request):
            if request.url.partition("#")[0] != path.as_uri() and not request.url.startswith(("blob:", "data:")):
                faults.append(f"request {request.url}")

        tab.on("request", ask)
        tab.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.goto(path.as_uri() + address)
        if not frame:
            settle(tab)
        return tab

    yield open_page
    for context in opened:
        context.close()
    assert faults == []
