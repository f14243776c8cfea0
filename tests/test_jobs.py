"""Builds by several processes and by a cluster: the same bytes as by one, also where a worker is killed in the middle."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest
from spacy.language import Language

import timeline
from timeline.annotate import Recipe, read_articles
from timeline.executors import Processes
from timeline.model import Article
from timeline.store import Store

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
WRITTEN = ("events.jsonl", "articles.jsonl", "graph.graphml", "timeline.html", "run.json")


def outputs(folder):
    return {name: (folder / name).read_bytes() for name in WRITTEN}


@pytest.fixture
def whole(tmp_path, pipeline):
    """What one process makes."""
    timeline.build(ARTICLES).write(tmp_path / "whole")
    return outputs(tmp_path / "whole")


@pytest.fixture
def when_begun(monkeypatch):
    """A function that a build calls when it has its first reading."""
    keep, calls = Store.keep, []

    def keep_and_call(store, reading, seal):
        keep(store, reading, seal)
        while calls:
            calls.pop()()

    monkeypatch.setattr(Store, "keep", keep_and_call)
    return calls.append


def kill_a_child():
    os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_killed_process_changes_nothing(tmp_path, whole, when_begun):
    when_begun(kill_a_child)
    timeline.build(ARTICLES, jobs=2).write(tmp_path / "out")
    assert outputs(tmp_path / "out") == whole


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_cluster_gives_the_same_bytes_also_where_a_worker_is_killed(tmp_path, whole, when_begun):
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0", "host": "127.0.0.1"}
    with distributed.LocalCluster(processes=True, **options) as cluster:
        timeline.build(ARTICLES, dask=cluster.scheduler_address).write(tmp_path / "out")
        assert outputs(tmp_path / "out") == whole
        worker = cluster.workers[0].process.pid
        when_begun(lambda: os.kill(worker, signal.SIGKILL))
        timeline.build(ARTICLES, dask=cluster.scheduler_address).write(tmp_path / "again")
    assert outputs(tmp_path / "again") == whole


@Language.component("test_deadly")
def deadly(doc):
    if "BOOM" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc


class Deadly(Recipe):
    """A pipeline that kills its process over one word."""

    def load(self):
        nlp = super().load()
        nlp.add_pipe("test_deadly", first=True)
        return nlp


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_article_that_kills_its_process_is_named_and_the_rest_is_read():
    texts = [f"Police arrested two men in Lagos on {day} May 2024.{' BOOM' * (day == 4)}" for day in range(1, 9)]
    articles = [Article(str(day), text) for day, text in enumerate(texts, 1)]
    readings = list(read_articles(articles, Deadly(), Processes(2)))
    assert [reading.article for reading in readings] == articles
    assert [reading.article.id for reading in readings if not reading.claims] == ["4"]
    assert readings[3].warnings == ("4: skipped, the process that read it died of it twice (out of memory?)",)
