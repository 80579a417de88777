"""The demo in the window, off screen: it passes, and it fails when something is wrong."""

from __future__ import annotations

import argparse

import pytest

from atbench.files import Home
from atbench.ui import app, expected


@pytest.mark.timeout(120)
def test_headless_with_a_picture(qapp, theme, tmp_path, capsys) -> None:
    picture = tmp_path / "window.png"
    given = {"port": None, "baud": None, "record": None, "lang": "en", "home": Home(tmp_path)}
    assert app.demo(argparse.Namespace(**given, headless=True, screenshot=picture)) == 0
    told = capsys.readouterr().out
    assert "+QMTRECV: 0,0," in told
    assert "PASSED" in told
    assert picture.stat().st_size > 10_000


def test_a_wrong_session_fails(play, monkeypatch) -> None:
    from atbench.ui.demo import Demo

    step = expected.Step("AT", ("READY",))
    monkeypatch.setattr(expected, "STEPS", (step, *expected.STEPS[1:]))

    async def scene(desk) -> None:
        said: list[str] = []
        assert not await Demo(desk, said.append).play()
        assert any(line.startswith("WRONG") for line in said)
        assert said[-1].startswith("FAILED")

    play(scene)
