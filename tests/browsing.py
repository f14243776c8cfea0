"""How tests use the page in a browser."""

CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def settle(tab):
    """Wait until the page has drawn, and what follows the window has followed it."""
    tab.wait_for_timeout(220)
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def until(tab, holds):
    """Wait until the expression is true. The page's policy forbids what `wait_for_function` does, so ask again and again."""
    for _ in range(400):
        if tab.evaluate(f"Boolean({holds})"):
            return settle(tab)
        tab.wait_for_timeout(25)
    raise AssertionError(f"never came true: {holds}")


def click_event(tab, id):
    spot = tab.evaluate("(id) => timelinePage.locate(id)", id)
    tab.mouse.click(spot["x"], spot["y"])
    settle(tab)


def drawn(tab):
    """What the drawing shows: days, axis, lanes, links, and which events are selected."""
    return tab.evaluate("timelinePage.drawn()")


def labels(tab):
    """The labels in the list of all events, top to bottom."""
    return tab.locator("#list .items:not(.keyevents) .label").all_text_contents()
