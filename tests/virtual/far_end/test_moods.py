"""The switches of the mail server."""

import pytest

from atbench.virtual.far_end import moods
from atbench.virtual.far_end.moods import Moods


def test_switches():
    one = Moods()
    one.set(moods.LOGIN_REFUSED)
    one.set(moods.QUOTA_FULL)
    one.set(moods.LOGIN_REFUSED, False)
    one.set(moods.CLOSED, False)  # it was not on
    assert one.replies == {"DATA": "552 5.2.2 Mailbox full"}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("a@b.example", None),
        ("u@b.example", "550"),
        ("a@No.Invalid", "550"),
        ("a", "553"),
        ("a b@c.example", "553"),
        ("a@b@c", "553"),
        ("", "553"),
    ],
)
def test_recipients(address, code):
    one = Moods(unknown={"u@b.example"})
    assert (one.refuses(address) or "")[:3] == (code or "")
    one.set(moods.MAILBOX_REFUSED)
    assert one.refuses(address)
