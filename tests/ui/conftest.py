"""What all tests of the window share."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from atbench import texts
from atbench.ui.theme import Theme


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
