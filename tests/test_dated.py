"""What the day of a verb does not date: what came before it."""

import pytest

from timeline.dated import came_before


@pytest.mark.parametrize(
    ("text", "trigger", "day", "before"),
    [
        ("The court upheld the conviction on Wednesday.", "conviction", "Wednesday", True),
        ("The court announced the conviction on Wednesday.", "conviction", "Wednesday", False),
        ("The court adjourned the hearing on Monday.", "hearing", "Monday", True),
        ("The court adjourned the hearing to Monday.", "hearing", "Monday", False),
        ("Ruiz was jailed on Friday for the murder of his wife.", "murder", "Friday", True),
        ("Ruiz was jailed for the murder of his wife in May.", "jailed", "May", False),
        ("Ruiz was jailed on Friday for the murder of Ana Silva on Monday.", "murder", "Friday", True),
        ("Ruiz was jailed on Friday for the murder of Ana Silva on Monday.", "murder", "Monday", False),
        ("On Monday two people died after a bus crashed.", "crashed", "Monday", False),
        ("On Monday they were freed following talks in Oslo.", "talks", "Monday", False),
        ("On Monday Iran executed three men convicted of spying.", "convicted", "Monday", True),
        ("Three men were convicted of spying on Monday.", "convicted", "Monday", False),
    ],
)
def test_what_came_before(rules, text, trigger, day, before):
    doc = rules(text)
    at = {t.text: t for t in doc}
    assert came_before(at[trigger], at[day], one_day=True) is before


def test_in_one_year_both_may_have_been(rules):
    at = {t.text: t for t in rules("In 1913 the court upheld the conviction.")}
    assert not came_before(at["conviction"], at["1913"], one_day=False)
