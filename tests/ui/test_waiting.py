"""The note that counts how long a command has been waiting."""

from __future__ import annotations

from types import SimpleNamespace

from atbench.knowledge import Limits
from atbench.ui import waiting
from atbench.ui.waiting import Waiting


class Log:
    def __len__(self) -> int:
        return 3

    def command(self, start: int, step: int) -> int:
        return 2

    def time(self, line: int) -> float:
        return 100.0


def test_it_counts_and_ends(monkeypatch) -> None:
    told: list[tuple[int, str, str]] = []
    terminal = SimpleNamespace(set_note=lambda line, text, colour="": told.append((line, text, colour)))
    desk = SimpleNamespace(
        open=True,
        window=SimpleNamespace(terminal=terminal),
        workbench=SimpleNamespace(knowledge=SimpleNamespace(limits=lambda command: Limits(3.0))),
    )
    session = SimpleNamespace(pending="AT+QIACT=1", prompt="", log=Log())
    counter = Waiting(desk)
    for now in (100.2, 101.1, 101.9, 102.3, 109.0):
        monkeypatch.setattr(waiting, "moment", lambda now=now: now)
        counter.tick(session)
    assert [text for _line, text, _colour in told] == [
        "waiting 1 of 3 s, normal for AT+QIACT",
        "waiting 2 of 3 s, normal for AT+QIACT",
        "no answer for 9 s, normal is up to 3 s: send AT, or look at the cable",
    ]
    assert told[-1][2] == "urc"
    session.pending = ""
    counter.tick(session)
    assert told[-1][:2] == (2, "")
