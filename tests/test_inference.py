"""Models run without a word to anybody."""

import os
import subprocess
import sys


def test_a_build_writes_nothing_beside_its_folder_and_reports_to_nobody(tmp_path):
    home, out = tmp_path / "home", tmp_path / "out"
    home.mkdir()
    article = tmp_path / "raid.txt"
    article.write_text("Police arrested two men in Abuja on 3 March 2025, the force said.\n")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
    command = [sys.executable, "-m", "timeline", "build", str(article), "-o", str(out), "--quiet"]
    subprocess.run(command, env={**kept, "HOME": str(home), "USERPROFILE": str(home)}, check=True)
    assert list(home.rglob("*")) == []
    assert (out / "events.jsonl").read_text()


def test_telemetry_is_off_before_the_runtime_is_loaded(tmp_path):
    (tmp_path / "onnxruntime.py").write_text(
        "import os\nassert os.environ['ORT_DISABLE_TELEMETRY'] == '1'\ndef disable_telemetry_events(): print('off')\n"
    )
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import timeline.network, timeline.likeness"
    assert subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=True).stdout == "off\n"
