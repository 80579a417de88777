"""The strip that asks for another baud rate or line end when nothing came back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from atbench.knowledge import Limits
from atbench.ui import silence
from atbench.ui.silence import Silence


@pytest.fixture
def desk():
    told: list[str] = []
    return SimpleNamespace(
        told=told,
        tell=lambda key, text, *tone, **more: told.append(key),
        messages=SimpleNamespace(done=lambda key: told.append(f"{key} done")),
        views=SimpleNamespace(to_baud=None, to_line_end=None),
        workbench=SimpleNamespace(port=SimpleNamespace(name="COM7")),
    )


def look(desk, monkeypatch, *looks) -> None:
    """`looks` are (time, written, received, pending)."""
    watch, session = Silence(desk), SimpleNamespace(prompt="", limits=lambda command: Limits(5.0))
    for now, session.written, session.received, session.pending in looks:
        session.engine = SimpleNamespace(newest=session.pending or None)
        monkeypatch.setattr(silence, "moment", lambda now=now: now)
        watch.tick(session)


def test_it_tells_once_after_the_limit(desk, monkeypatch) -> None:
    looks = (0, 0, 0, ""), (1, 3, 0, "AT"), (5.9, 3, 0, "AT")
    look(desk, monkeypatch, *looks)
    assert desk.told == []
    look(desk, monkeypatch, *looks, (6, 3, 0, ""), (9, 3, 0, ""))
    assert desk.told == ["silence"]


def test_a_byte_is_enough(desk, monkeypatch) -> None:
    look(desk, monkeypatch, (1, 3, 0, "AT"), (2, 3, 1, "AT"), (9, 3, 1, ""))
    assert "silence" not in desk.told


def test_bytes_that_are_no_command_need_no_answer(desk, monkeypatch) -> None:
    look(desk, monkeypatch, (1, 3, 0, ""), (9, 3, 0, ""))
    assert desk.told == []


def test_a_payload_behind_its_command_needs_none(desk, monkeypatch) -> None:
    upload = 'AT+QFUPL="a.bin",300000'
    look(desk, monkeypatch, (1, 30, 0, upload), (2, 30, 9, upload), (3, 1054, 9, upload), (60, 1054, 9, upload))
    assert "silence" not in desk.told


def test_a_virtual_module_has_no_baud_rate(desk, monkeypatch) -> None:
    desk.workbench.port.name = "virtual://ec600s"
    look(desk, monkeypatch, (1, 3, 0, "AT"), (9, 3, 0, ""))
    assert desk.told == []
