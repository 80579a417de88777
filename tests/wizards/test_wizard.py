"""What the fields of the wizards take, whoever fills them: the window, --set or a preset."""

from __future__ import annotations

import pytest

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.wizards.all_ import wizard

KNOWN = Knowledge(resource("manuals"), cache="")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("topic", "a\r\nAT+CFUN=0", "control character"),
        ("host", "a\x1a", "control character"),
        ("subscribe", "a\nb\x00", "control character"),
        ("qos", "9", "0, 1, 2"),
        ("cloud", "nosuch", "any"),
        ("tls", "no", "1"),
        ("tls", "0", "1"),
        ("client", "9" * 5000, "whole number"),
        ("client", "²", "whole number"),
    ],
)
def test_values_that_would_do_something_else_are_refused(name: str, value: str, words: str) -> None:
    assert words in wizard("qmt").field(name).refusal(value, KNOWN)


@pytest.mark.parametrize(
    ("name", "value"),
    [("tls", "1"), ("tls", ""), ("qos", "2"), ("subscribe", "a\r\nb"), ("message", "a\nb"), ("host", "é中")],
)
def test_good_values_are_not(name: str, value: str) -> None:
    assert wizard("qmt").field(name).refusal(value, KNOWN) == ""
