"""What was typed before."""

from __future__ import annotations

import pytest

from atbench.ui import history
from atbench.ui.history import History


@pytest.fixture
def kept(tmp_path):
    return History(tmp_path / "history.txt", lambda text: "secret" in text)


def test_back_and_forth_with_a_prefix(kept: History) -> None:
    for line in ("AT+CSQ", "AT+COPS?", "ATI", "at+csq=?"):
        kept.add(line)
    assert kept.older("AT+C") == "at+csq=?"
    assert kept.older("AT+C") == "AT+COPS?"
    assert kept.older("AT+C") == "AT+CSQ"
    assert kept.older("AT+C") is None
    assert kept.newer("AT+C") == "AT+COPS?"
    kept.rest()
    assert kept.older() == "at+csq=?"


def test_it_is_there_the_next_time(kept: History, tmp_path) -> None:
    kept.add("AT+CSQ")
    kept.add("AT+CSQ")
    kept.add("AT+X=secret")
    kept.add("  ")
    again = History(tmp_path / "history.txt", lambda text: False)
    assert len(again) == 1
    assert again.last == "AT+CSQ"
    assert (tmp_path / "history.txt").stat().st_mode & 0o077 == 0


def test_only_the_newest_are_kept(kept: History, monkeypatch) -> None:
    monkeypatch.setattr(history, "KEPT", 3)
    for number in range(9):
        kept.add(f"AT+N={number}")
    assert len(kept) == 3


def test_a_damaged_file_counts_as_empty(tmp_path) -> None:
    (tmp_path / "history.txt").write_bytes(b"\xff\xfe\xff")
    assert len(History(tmp_path / "history.txt", lambda text: False)) == 0
