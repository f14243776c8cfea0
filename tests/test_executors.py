"""Work shared among processes and a cluster: in order, and no worker's death loses more than what it died of."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from timeline import executors
from timeline.errors import ModelError, TimelineError
from timeline.executors import Cluster, Processes, in_order, processes

BATCHES = [[1, 2, 3], [4, 5], [6, 7, 8], [9]]
TWICE = [2 * number for batch in BATCHES for number in batch]


def nothing():
    pass


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def lost(number):
    return f"{number} is lost"


def twice(numbers, kills=(), once=None):
    """Twice each number; the process dies of some, or, if a file ``once`` is not there yet, of the first."""
    for number in numbers:
        if once and not once.exists():
            once.touch()
            die()
        if number in kills:
            die()
    return [2 * number for number in numbers]


def done(where, work=twice, batches=BATCHES, ready=nothing):
    return list(in_order(work, batches, where, ready=ready, lost=lost))


def test_results_come_in_order():
    assert done(Processes(2)) == TWICE


def test_a_death_by_accident_changes_nothing(tmp_path):
    assert done(Processes(2), partial(twice, once=tmp_path / "died")) == TWICE


def test_what_kills_again_is_given_up_alone():
    expected = [lost(5) if number == 10 else lost(9) if number == 18 else number for number in TWICE]
    assert done(Processes(2), partial(twice, kills=(5, 9))) == expected


def test_workers_that_cannot_begin_are_an_error():
    with pytest.raises(TimelineError, match="before they begin"):
        done(Processes(2), partial(twice, kills=range(10)), ready=die)


def test_no_more_is_taken_than_there_is_room_for():
    taken = []

    def batches():
        for number in range(40):
            taken.append(number)
            yield [number]

    results = in_order(twice, batches(), Processes(2), ready=nothing, lost=lost)
    assert next(results) == 0
    assert len(taken) <= Processes(2).room()
    assert list(results) == [2 * number for number in range(1, 40)]


def test_a_fault_of_the_work_is_raised():
    with pytest.raises(TypeError):
        done(Processes(2), batches=[[1], [None]])


ORPHANS = """
import sys, time
from timeline.executors import Processes, in_order
from test_executors import lost, nothing, sleep
if __name__ == "__main__":
    print(next(in_order(sleep, ([0] for _ in range(99)), Processes(2), ready=nothing, lost=lost)), flush=True)
    time.sleep(99)
"""


def sleep(numbers):
    time.sleep(0.1)
    return [os.getpid()]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
def test_workers_end_with_the_process_that_started_them(tmp_path):
    (tmp_path / "main.py").write_text(ORPHANS)
    path = os.pathsep.join((*sys.path, str(Path(__file__).parent)))
    command = [sys.executable, str(tmp_path / "main.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}) as process:
        worker = Path("/proc", process.stdout.readline().strip())
        process.kill()
    for _ in range(100):
        if not worker.exists():
            break
        time.sleep(0.1)
    assert not worker.exists()


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
    ) as cluster:
        yield cluster


def test_processes_are_begun_unasked_where_there_is_work_for_them(monkeypatch):
    monkeypatch.setattr(executors, "cores", lambda: 4)
    begun = [processes(None, things) for things in (0, 59, 60, 100, 100_000)]
    assert begun == [None, None, Processes(2), Processes(3), Processes(4)]
    assert processes(1, 100_000) is None
    assert processes(3, 1) == Processes(3)
    monkeypatch.setattr(executors, "cores", lambda: 64)
    assert processes(None, 100_000) == Processes(executors.MOST)


def test_a_cluster_gives_the_same_in_order(cluster):
    with executors.cluster(cluster.scheduler_address) as where:
        assert isinstance(where, Cluster)
        assert done(where) == TWICE


def test_a_death_on_a_cluster_changes_nothing(cluster, tmp_path):
    with executors.cluster(cluster.scheduler_address) as where:
        assert done(where, partial(twice, once=tmp_path / "died")) == TWICE


def test_what_kills_workers_of_a_cluster_is_given_up_alone(cluster):
    with executors.cluster(cluster.scheduler_address) as where:
        assert done(where, partial(twice, kills=(5,))) == [lost(5) if number == 10 else number for number in TWICE]


def test_a_cluster_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setattr("timeline.executors.PATIENCE", 0.5)
    with pytest.raises(TimelineError, match="no Dask scheduler answers"), executors.cluster("tcp://127.0.0.1:9"):
        pass


def test_a_worker_of_another_version_is_refused(monkeypatch):
    from timeline import annotate
    from timeline.model import Article

    with pytest.raises(ModelError, match="another version"):
        annotate.read_batch(annotate.Recipe(), "another seal", False, [Article("a", "A text.")])
