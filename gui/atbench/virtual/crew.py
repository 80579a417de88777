"""Several virtual modules served at once by one program, each in a thread of its own, until Ctrl+C or SIGTERM."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Sequence

from atbench.virtual.serve import Server

LOOK = 0.2  # real seconds until the main thread notices a signal on Windows


class Job:
    """One server and what it is to do; `error` is why it could not begin."""

    def __init__(self, server: Server, work: Callable[[Server], None]) -> None:
        self.server = server
        self.error: OSError | ValueError | None = None
        self._work = work
        self.thread = threading.Thread(target=self._run, name="serve")

    def _run(self) -> None:
        try:
            self._work(self.server)
        except (OSError, ValueError) as error:
            self.error = error


def serve(jobs: Sequence[Job]) -> None:
    """For the main thread. Where one cannot begin the others stop; where one breaks down later they go on."""
    with _signals(jobs):
        for job in jobs:
            job.thread.start()
        while any(job.thread.is_alive() for job in jobs):
            for job in jobs:
                job.thread.join(LOOK)
            if any(job.error for job in jobs):
                _stop(jobs)


def _stop(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.server.stop()


@contextlib.contextmanager
def _signals(jobs: Sequence[Job]) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    old = {number: signal.signal(number, lambda *_args: _stop(jobs)) for number in numbers}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
