"""URCs counted one by one and by the block, against what the engine says of every line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atbench.at.engine import Engine
from atbench.at.events import Bulk, Event
from atbench.session.tally import LARGEST, Tally
from atbench.store.capture import Capture
from atbench.store.log import Log

from ..at.dialects import SMALL

LINES = (
    b"RDY\r\n",
    b"\r\nRDY\r\n",
    b"+CREG: 1\r\n",
    b"POWERED DOWN\r\n",
    b"+CSQ: 9,99\r\n",
    b"\r\nRDYS\r\n",
    b"hello\r\n",
)


class Desk:
    def __init__(self) -> None:
        self.engine = Engine(SMALL)
        self.capture = Capture(None)
        self.log = Log(self.capture, self.classify)
        self.tally = Tally(self.log)

    def classify(self, raw: bytes) -> Event:
        return self.engine.classify(raw, alone=False)

    def hear(self, data: bytes) -> None:
        self.capture.received(data, 1.0)
        self.log.receive(len(data), 1.0)
        for item in self.engine.receive(data):
            self.log.add(item)
            if isinstance(item, Bulk):
                self.tally.after_many(item, SMALL, self.classify)
            else:
                self.tally.after(item, len(self.log) - 1)

    def flood(self, lines: list[bytes]) -> None:
        """The lines as one block, however few they are."""
        self.log.sent(b"", 1.0)  # a line of ours between the blocks
        data = b"".join(lines)
        self.engine.watched = False
        self.hear(data + b"filler\r\n" * (2048 // 8))

    def known(self) -> dict[int, str]:
        """Every line that is a URC, with its name."""
        lines = ((line, self.log.line(line)) for line in range(len(self.log)))
        return {line: told.event.name for line, told in lines if told.kind == "urc"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_urcs_are_counted_by_name(desk) -> None:
    desk.hear(b"\r\nRDY\r\n\r\n+CREG: 1\r\n\r\nRDY\r\n+CSQ: 1,99\r\n")
    assert [(name, heard.count) for name, heard in desk.tally.heard.items()] == [("RDY", 2), ("+CREG", 1)]
    assert (desk.tally.newest("RDY"), desk.tally.newest("+CREG"), desk.tally.newest("RING")) == (2, 1, -1)
    assert desk.tally.version == 3


def test_an_answer_is_no_urc(desk) -> None:
    desk.engine.command("AT+CREG?")
    desk.hear(b"+CREG: 0,1\r\nOK\r\n")
    assert not desk.tally.heard


def test_a_flood_is_counted_by_the_block(desk) -> None:
    desk.flood([b"RDY\r\n", b"+CSQ: 1,99\r\n", b"RDY\r\n"] * 500)
    assert desk.log.kind(2) == ""  # nobody classified it
    assert desk.tally.count("RDY") == 1000
    assert "+CSQ" not in desk.tally.heard
    assert desk.tally.version == 1
    assert desk.tally.newest("RDY") == 1500


def test_messages_with_announced_bytes_are_counted(desk) -> None:
    desk.flood([b'+QMTRECV: 0,0,"t",5,"hello"\r\n'] * 200)
    assert desk.log.kind(5) == ""
    assert desk.tally.count("+QMTRECV") == 200
    assert desk.tally.newest("+QMTRECV") == 200


def test_a_name_that_only_begins_alike_is_another_one(desk) -> None:
    desk.flood([b"RDYS\r\n", b"+CREGX: 1\r\n"] * 200)
    assert not desk.tally.heard


def test_a_flood_without_urcs_is_not_remembered(desk) -> None:
    desk.flood([b"hello\r\n"] * 500)
    assert not desk.tally._blocks
    assert desk.tally.version == 0


def test_neighbouring_blocks_become_one(desk) -> None:
    for _n in range(20):
        desk.hear(b"RDY\r\n" * 1000)
    assert len(desk.tally._blocks) == 1
    for _n in range(80):
        desk.hear(b"RDY\r\n" * 1000)
    assert len(desk.tally._blocks) == 2
    assert all(block.end - block.start <= LARGEST for block in desk.tally._blocks)
    assert desk.tally.find(len(desk.log), -1) == len(desk.log) - 1


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from(LINES), min_size=1, max_size=8)), max_size=6))
def test_it_tells_what_the_lines_tell(parts: list[tuple[bool, list[bytes]]]) -> None:
    desk = Desk()
    for flooded, lines in parts:
        if flooded:
            desk.flood(lines)
        else:
            desk.hear(b"".join(lines))
    known = desk.known()
    counts = {name: list(known.values()).count(name) for name in set(known.values())}
    assert {name: heard.count for name, heard in desk.tally.heard.items()} == counts
    for name in counts:
        assert desk.tally.newest(name) == max(line for line, called in known.items() if called == name)
    for name in ("", "RDY", "+CREG"):
        wanted = [line for line, called in known.items() if name in ("", called)]
        for start in range(-1, len(desk.log) + 1):
            assert desk.tally.find(start, 1, name) == min((at for at in wanted if at > start), default=-1)
            assert desk.tally.find(start, -1, name) == max((at for at in wanted if at < start), default=-1)
