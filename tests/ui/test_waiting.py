"""The note that counts how long a command has been waiting."""

from __future__ import annotations

from types import SimpleNamespace

from atbench.knowledge import Limits
from atbench.session.answers import Awaited
from atbench.ui import waiting
from atbench.ui.waiting import Waiting


class Log:
    def __len__(self) -> int:
        return 3

    def command(self, start: int, step: int) -> int:
        return 2 if start > 2 else -1

    def raw(self, line: int) -> bytes:
        return b"AT+QIACT=1"

    def time(self, line: int) -> float:
        return 100.0


def counter(told: list[tuple[int, str, str]]) -> Waiting:
    terminal = SimpleNamespace(set_note=lambda line, text, colour="": told.append((line, text, colour)))
    return Waiting(SimpleNamespace(open=True, window=SimpleNamespace(terminal=terminal)))


def test_it_counts_and_ends(monkeypatch) -> None:
    told: list[tuple[int, str, str]] = []
    session = SimpleNamespace(
        pending="AT+QIACT=1", prompt="", log=Log(), awaited={}, limits=lambda command: Limits(3.0)
    )
    waits = counter(told)
    for now in (100.2, 101.1, 101.9, 102.3, 109.0):
        monkeypatch.setattr(waiting, "moment", lambda now=now: now)
        waits.tick(session)
    assert [text for _line, text, _colour in told] == [
        "waiting 1 of 3 s, normal for AT+QIACT",
        "waiting 2 of 3 s, normal for AT+QIACT",
        "no answer for 9 s, normal is up to 3 s: send AT, or look at the cable",
    ]
    assert told[-1][2] == "urc"
    session.pending = ""
    waits.tick(session)
    assert told[-1][:2] == (2, "")


def test_late_results_are_waited_for_too(monkeypatch) -> None:
    told: list[tuple[int, str, str]] = []
    session = SimpleNamespace(pending="", prompt="", log=Log(), awaited={"+QMTOPEN": Awaited(1, 100.0, 120.0)})
    waits = counter(told)
    for now in (100.5, 141.0, 230.0):
        monkeypatch.setattr(waiting, "moment", lambda now=now: now)
        waits.tick(session)
    assert told == [
        (1, "AT+QMTOPEN: result in up to 120 s, 41 s so far", "text2"),
        (1, "no result of AT+QMTOPEN for 130 s, normal is up to 120 s: close and try again", "urc"),
    ]
    session.awaited.clear()
    waits.tick(session)
    assert told[-1][:2] == (1, "")
