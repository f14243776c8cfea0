"""What axe-core finds on a page in a browser."""

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(tab: Page) -> list[str]:
    """A line for each element that breaks a rule: the rule, the element, what is wrong."""
    tab.evaluate(AXE_FILE_PATH.read_text(encoding="utf8"))
    found = tab.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)["violations"]
    return [f"{rule['id']}: {node['target']}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]
