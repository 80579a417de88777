"""Several servers in one program."""

import signal
import threading

from atbench import virtual
from atbench.clock import Clock
from atbench.port.port import PortSettings
from atbench.virtual.crew import Job, serve
from atbench.virtual.serve import Server


def server() -> Server:
    url = "virtual://ec600s?boot=0"
    return Server(lambda heard, closed: virtual.open(url, PortSettings(), heard, closed, Clock(50)))


def test_a_signal_ends_all():
    """SIGINT, as Ctrl+C sends it."""
    ready = threading.Barrier(3)

    def work(one: Server) -> None:
        one.tcp(("127.0.0.1", 0), lambda where: ready.wait(5) and None)

    jobs = [Job(server(), work) for _ in range(2)]

    def press() -> None:
        ready.wait(5)
        signal.raise_signal(signal.SIGINT)

    handler = signal.getsignal(signal.SIGINT)
    threading.Thread(target=press).start()
    serve(jobs)
    assert [job.error for job in jobs] == [None, None]
    assert signal.getsignal(signal.SIGINT) is handler


def test_one_that_cannot_begin_ends_all():
    def fail(one: Server) -> None:
        one.close()
        raise OSError("no such place")

    jobs = [Job(server(), lambda one: one.tcp(("127.0.0.1", 0), lambda where: None)), Job(server(), fail)]
    serve(jobs)
    assert [str(job.error) for job in jobs] == ["None", "no such place"]
