"""Where work is done: processes of this machine, or a Dask cluster; both are `concurrent.futures` executors.

`in_order` gives the work out by batches and takes the results in the same order. When a worker dies, the things that it may
have died of are tried again, each alone; what kills its worker again is given up by name, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Protocol, TypeVar

from timeline.errors import TimelineError

A = TypeVar("A")
R = TypeVar("R")
SHARE = 30
"""Articles that are worth a process, which takes some seconds to begin."""
MOST = 8
"""Processes that are begun unasked: each takes half a gigabyte."""
PATIENCE = 30
"""Seconds to wait for a cluster, and for the first worker of it."""


class Place(Protocol):
    """Where work can be done."""

    @property
    def deaths(self) -> tuple[type[BaseException], ...]:
        """What the result of work raises whose worker died."""

    @property
    def brittle(self) -> bool:
        """Whether with one worker all are gone, and another executor must be opened."""

    def open(self) -> Executor:
        """An executor to submit to."""

    def room(self) -> int:
        """How many batches are worth to be under way at one time."""

    def alone(self) -> Place:
        """Where a single thing is tried that a worker may have died of: nothing else is at fault there."""

    def close(self, executor: Executor) -> None:
        """Give an executor up, with the work that waits in it."""


@dataclass(frozen=True)
class Processes:
    """So many processes of this machine."""

    count: int
    deaths: tuple[type[BaseException], ...] = (BrokenExecutor,)
    brittle: bool = True

    def open(self) -> Executor:
        return ProcessPoolExecutor(self.count, multiprocessing.get_context("spawn"), initializer=_begin)

    def room(self) -> int:
        return 2 * self.count + 1

    def alone(self) -> Processes:
        return Processes(1)

    def close(self, executor: Executor) -> None:
        executor.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler (extra ``timeline[dask]``). They need this package, the model and the event types too."""

    client: Any
    deaths: tuple[type[BaseException], ...]
    brittle: bool = False

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Iterator[Cluster]:
        """The cluster of that address, such as ``tcp://10.0.0.1:8786``.

        Raises:
            TimelineError: Dask is not installed, nobody answers, or there is no worker.
        """
        try:
            from distributed import Client
            from distributed.comm.addressing import get_address_host_port
            from distributed.scheduler import KilledWorker
        except ImportError as error:
            raise TimelineError("a Dask cluster needs the extra: pip install '.[dask]' in the folder of the project") from error
        try:
            get_address_host_port(address)  # a client of no address waits a minute for its end
            client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise TimelineError(f"{address}: no Dask scheduler answers ({error or type(error).__name__})") from error
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError as error:
                raise TimelineError(f"{address}: the Dask scheduler has no worker") from error
            yield cls(client, (KilledWorker,))

    def open(self) -> Executor:
        executor: Executor = self.client.get_executor(pure=False)
        return executor

    def room(self) -> int:
        threads: int = sum(self.client.nthreads().values())
        return 2 * threads + 1

    def alone(self) -> Cluster:
        return self

    def close(self, executor: Executor) -> None:
        executor.shutdown(wait=False)


@contextmanager
def cluster(address: str | None) -> Iterator[Cluster | None]:
    """The Dask cluster of that address, if one is given. Raises: as `Cluster.at`."""
    with ExitStack() as stack:
        yield stack.enter_context(Cluster.at(address)) if address else None


def processes(count: int | None, things: int) -> Processes | None:
    """So many processes, or, where it is left open, as many as so many things are worth; None is this process alone."""
    count = count or min(cores(), MOST, things // SHARE)
    return Processes(count) if count > 1 else None


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[list[A]], list[R]],
    batches: Iterable[list[A]],
    where: Place,
    *,
    ready: Callable[[], None],
    lost: Callable[[A], R],
) -> Iterator[R]:
    """What the work makes of the batches, in their order; no more of them are under way than there is room for.

    Args:
        ready: what a worker must be able to do before anything can be blamed for its death.
        lost: what stands for a thing that killed its worker twice.
    Raises:
        TimelineError: workers die before they have begun.
    """
    crew = _Crew(where, work, ready, lost)
    under_way: deque[tuple[list[A], Executor, Future[list[R]]]] = deque()
    try:
        for batch in batches:
            under_way.append((batch, *crew.submit(batch)))
            while len(under_way) >= where.room():
                yield from crew.finished(*under_way.popleft())
        while under_way:
            yield from crew.finished(*under_way.popleft())
    finally:
        crew.close()


class _Crew:
    """The executor in use, and a second one for what a worker may have died of."""

    def __init__(
        self, where: Place, work: Callable[[list[A]], list[R]], ready: Callable[[], None], lost: Callable[[A], R]
    ) -> None:
        self.where, self.work, self.ready, self.lost = where, work, ready, lost
        self.executor: Executor | None = None
        self.lone: Executor | None = None

    def submit(self, batch: list[Any]) -> tuple[Executor, Future[Any]]:
        for _ in range(2):
            executor = self.executor = self.executor or self.where.open()
            try:
                with _interrupts_held():
                    return executor, executor.submit(self.work, batch)
            except self.where.deaths:  # of an idle worker, or of one whose work is still under way here
                self._leave(executor)
        raise _cannot_begin()

    def finished(self, batch: list[Any], executor: Executor, future: Future[list[Any]]) -> Iterator[Any]:
        try:
            yield from future.result()
        except self.where.deaths:
            self._leave(executor)
            yield from map(self._alone, batch)

    def _alone(self, thing: Any) -> Any:
        where = self.where.alone()
        if self.lone is None:
            self.lone = where.open()
            try:
                with _interrupts_held():
                    begun = self.lone.submit(self.ready)
                begun.result()
            except where.deaths as error:
                raise _cannot_begin() from error
        try:
            with _interrupts_held():
                future = self.lone.submit(self.work, [thing])
            (found,) = future.result()
        except where.deaths:
            if where.brittle:
                where.close(self.lone)
                self.lone = None
            return self.lost(thing)
        return found

    def _leave(self, executor: Executor) -> None:
        """Take a new executor for what is still to do, if all workers are gone from this one."""
        if executor is self.executor and self.where.brittle:
            self.where.close(executor)
            self.executor = None

    def close(self) -> None:
        for executor in (self.executor, self.lone):
            if executor is not None:
                self.where.close(executor)


def _cannot_begin() -> TimelineError:
    return TimelineError(
        "worker processes die before they begin: out of memory (try fewer jobs), or a script that calls build() "
        'outside of `if __name__ == "__main__":`'
    )


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C goes to a whole group of processes: those that are started here never see it, this one sees it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """What a process begins with: Ctrl-C is not for it, and it ends with the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
