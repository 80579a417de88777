"""Texts that can be said again in another language."""

from __future__ import annotations

import pytest

from atbench import texts
from atbench.texts import _, again, each, joined, ngettext, remembering, retold, said


@pytest.fixture(autouse=True)
def _english():
    texts.use("en")
    yield
    texts.use("en")


def both(text: str) -> tuple[str, str]:
    """As it is, then in Chinese."""
    texts.use("zh_CN")
    other = again(text)
    texts.use("en")
    assert again(other) == text  # and back
    return text, other


def test_only_what_is_said_while_remembering() -> None:
    assert not isinstance(_("ready"), texts.Said)
    with remembering():
        kept = _("ready")
    assert both(kept) == ("ready", "就绪")
    assert both(said("ready")) == ("ready", "就绪")
    assert not isinstance(_("ready"), texts.Said)
    assert again("as it is") == "as it is"


def test_values_are_said_again_too() -> None:
    with remembering():
        text = _("Context {number}").format(number=_("ready"))
        plural = ngettext("{count} line left out", "{count} lines left out", 2).format(count=2)
    assert both(text) == ("Context ready", "上下文 就绪")
    assert plural == "2 lines left out"
    assert isinstance(plural, texts.Said)


def test_through_an_exception_and_a_join() -> None:
    with remembering():
        error = ValueError(_("ready"))
        line = joined(": ", ("EPS", _("ready")))
    assert both(str(error)) == ("ready", "就绪")
    assert both(line) == ("EPS: ready", "EPS: 就绪")
    assert both(joined("; ", (line, "x"))) == ("EPS: ready; x", "EPS: 就绪; x")


def test_what_others_tell_is_asked_again() -> None:
    def told() -> str:
        return {"en": "yes", "zh_CN": "是"}[texts.language()]

    assert both(retold(told)) == ("yes", "是")
    first, second = each(lambda: (told(), told() * 2))
    assert both(first) == ("yes", "是")
    assert both(second) == ("yesyes", "是是")
