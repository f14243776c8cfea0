"""The seal of a reading: it covers all that takes part in reading, and changes with it."""

from pathlib import Path

from test_layers import PACKAGE, imported, room

from timeline import seal as module
from timeline.seal import ROOMS, seal

SMALL = '[[type]]\nname = "dive"\nfamily = "incident"\ngloss = "x"\n'


def test_all_that_takes_part_in_reading_is_sealed():
    needed, waiting = set(), {"annotate"}
    while waiting:
        here = waiting.pop()
        needed.add(here)
        files = [path for path in PACKAGE.rglob("*.py") if room(path) == here]
        assert files, here
        waiting |= {parts[0] for path in files for parts in imported(path) if parts} - needed
    assert needed == ROOMS


def test_types_change_the_seal_by_what_they_say(tmp_path):
    one, same, other = (tmp_path / name for name in ("a.toml", "b.toml", "c.toml"))
    one.write_text(SMALL)
    same.write_text(SMALL)
    other.write_text(SMALL + "\n")
    assert seal(types=[one]) == seal(types=[same]) != seal(types=[other])
    assert seal() != seal(types=[one])


def test_a_model_changes_the_seal_by_its_files(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "meta.json").write_text("{}")
    before = seal(tmp_path / "m")
    (tmp_path / "m" / "meta.json").write_text("{ }")
    assert before not in (seal(), seal(tmp_path / "m"))


def test_code_changes_the_seal_and_what_python_makes_of_it_does_not(tmp_path):
    for name in ("timex/lexer.py", "timex/__pycache__/lexer.pyc", "page/page.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")

    def sealed(changed=None):
        if changed:
            Path(tmp_path, changed).write_text("2")
        return module._tree([tmp_path / "timex"])

    before = sealed()
    assert sealed("timex/__pycache__/lexer.pyc") == before
    assert sealed("timex/lexer.py") != before
