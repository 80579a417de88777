from __future__ import annotations

import pytest

from atbench.ui.terminal import times


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "+0.000"),
        (2.7744, "+2.774"),
        (59.9996, "+1:00.000"),
        (62.003, "+1:02.003"),
        (3602.5, "+1:00:02.500"),
        (-0.25, "-0.250"),
    ],
)
def test_spans(seconds: float, text: str) -> None:
    assert times.span(seconds) == text


def test_the_clock_is_local_and_never_rounds_up() -> None:
    moment = 1_795_183_617.9996
    assert times.clock(moment).endswith(":57.999")
    assert times.date_and_clock(moment).endswith(times.clock(moment))
    assert len(times.clock(moment)) == len(times.WIDEST)
