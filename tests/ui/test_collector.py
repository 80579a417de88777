"""Garbage goes in the thread of the window."""

from __future__ import annotations

import gc

import pytest

from atbench.ui.collector import Collector


class Ring:
    def __init__(self) -> None:
        self.me = self


@pytest.mark.parametrize("usual", [True, False])
def test_rings_are_collected_by_the_timer_alone(qapp, usual: bool) -> None:
    was = gc.isenabled()
    (gc.enable if usual else gc.disable)()
    collector = Collector()
    try:
        assert not gc.isenabled()
        rings = [Ring() for _ in range(5000)]
        rings.clear()
        collector.collect()
        assert not any(isinstance(thing, Ring) for thing in gc.get_objects())
    finally:
        collector.stop()
        after = gc.isenabled()
        (gc.enable if was else gc.disable)()
    assert after is usual
