"""How fast a long step goes, in words."""

from __future__ import annotations

from atbench.wizards.pace import Pace
from atbench.wizards.talk import Progress


def test_bytes_per_cent_rate_and_time_left() -> None:
    pace = Pace()
    assert pace.tell(Progress(0, 48_000, "bytes"), 100.0) == "0 of 48,000 bytes · 0 %"
    assert pace.tell(Progress(12_000, 48_000, "bytes"), 102.0) == "12,000 of 48,000 bytes · 25 % · 6.0 kB/s · 6 s left"
    assert pace.tell(Progress(48_000, 48_000, "bytes"), 108.0).endswith("100 % · 6.0 kB/s")


def test_a_rate_is_told_only_when_it_is_no_guess() -> None:
    pace = Pace()
    pace.tell(Progress(2048, 10_000, "bytes"), 0.0)
    assert "/s" not in pace.tell(Progress(4096, 10_000, "bytes"), 0.1)


def test_another_file_starts_anew() -> None:
    pace = Pace()
    pace.tell(Progress(0, 100_000, "bytes"), 0.0)
    assert "50.0 kB/s" in pace.tell(Progress(100_000, 100_000, "bytes"), 2.0)
    assert "/s" not in pace.tell(Progress(2048, 5000, "bytes"), 2.1)


def test_what_has_no_end_and_what_is_counted() -> None:
    pace = Pace()
    assert pace.tell(Progress(7, 0, "files"), 0.0) == "7 files"
    assert pace.tell(Progress(9, 0, "files"), 1.0) == "9 files · 2.0 files/s"
