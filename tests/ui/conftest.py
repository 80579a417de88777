"""What all tests of the window share."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os

import pytest
from PySide6.QtCore import QEvent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from atbench import texts
from atbench.clock import Clock
from atbench.files import Home
from atbench.ui.app import App
from atbench.ui.theme import Theme


@pytest.fixture(autouse=True)
def _swept(qapp, request):
    """The widgets of the last test are gone; else every change of the theme would dress them, too."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    yield
    # Here, not whenever it happens to be due: in the thread of a virtual module it would end the program.
    if {"play", "typed"} & set(request.fixturenames):
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


@pytest.fixture
def theme(qapp):
    """The theme in its first state, put back afterwards."""
    texts.use("en")
    theme = Theme.current()
    theme.interface_size, theme.text_size = 100, 13
    theme.use("light")
    yield theme
    theme.interface_size, theme.text_size = 100, 13
    theme.use("light")


@pytest.fixture
def play(qapp, theme, tmp_path):
    """`play(scene)` runs `async scene(desk)` in the whole program, its clock fifty times faster."""

    def run(scene, speed=50, **arguments):
        given = {"port": None, "baud": None, "record": None, "lang": "en", "home": Home(tmp_path), **arguments}
        program = App(argparse.Namespace(**given), Clock(speed))

        async def whole(desk):
            async with asyncio.timeout(40):  # a hanging scene must not hang the run
                await scene(desk)
            assert not desk._details, desk._details
            return 0

        assert program.run(whole) == 0

    return run
