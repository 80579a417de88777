"""The languages of the program: English message ids, gettext catalogues under `resources/translations`.

`_("...")` translates now; `N_("...")` only marks a text that stands in a table and is translated where it is shown.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from atbench.files import resource

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"
_remember: ContextVar[bool] = ContextVar("remember", default=False)


def use(language: str = "") -> None:
    """Speaks `language` from now on: "en", "zh_CN", any spelling of them, or "" for the one of the desktop."""
    global _catalogue, _language
    wanted = language or os.environ.get("LANG") or locale.getlocale()[0] or "en"
    _language = "zh_CN" if wanted.lower().startswith(("zh", "chinese")) else "en"
    _catalogue = _gettext.translation("atbench", resource("translations"), [_language], fallback=True)


def language() -> str:
    """The language in use, a key of `LANGUAGES`."""
    return _language


def _(message: str) -> str:
    text = _catalogue.gettext(message)
    return Said(text, lambda: said(message)) if _remember.get() else text


def ngettext(one: str, many: str, count: int) -> str:
    text = _catalogue.ngettext(one, many, count)
    return retold(lambda: _catalogue.ngettext(one, many, count)) if _remember.get() else text


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    return message


class Said(str):
    """A text that can be said `again` in another language; also what `format` makes of it. Other ways lose that."""

    make: Callable[[], str]

    def __new__(cls, text: str, make: Callable[[], str]) -> Said:
        made = super().__new__(cls, text)
        made.make = make
        return made

    def __str__(self) -> str:
        return self  # else the text of an exception would be a plain copy

    def format(self, *items: object, **values: object) -> str:
        def make() -> str:
            text: str = again(self)
            return text.format(*map(again, items), **{name: again(value) for name, value in values.items()})

        return Said(super().format(*items, **values), make)


def again(text: Any) -> Any:
    """Says a text in the language that is in use now, where it knows how; all else stays as it is."""
    return text.make() if isinstance(text, Said) else text


def said(message: str) -> str:
    """Like `_`, and can be said again."""
    return Said(_catalogue.gettext(message), lambda: said(message))


def retold(make: Callable[[], str]) -> str:
    """What `make` gives; it is asked once more when that is to be said again."""
    return Said(make(), lambda: retold(make))


def each(make: Callable[[], Sequence[str]]) -> tuple[str, ...]:
    """The same for several: `make` must give as many in every language."""
    return tuple(Said(text, partial(_nth, make, at)) for at, text in enumerate(make()))


def _nth(make: Callable[[], Sequence[str]], at: int) -> str:
    return each(make)[at]


def joined(between: str, parts: Iterable[str]) -> str:
    """Like `between.join(parts)`, and can be said again."""
    kept = tuple(parts)
    return Said(between.join(kept), lambda: joined(between, map(again, kept)))


@contextmanager
def remembering() -> Iterator[None]:
    """What `_` and `ngettext` give in this block, in this task, can be said again."""
    token = _remember.set(True)
    try:
        yield
    finally:
        _remember.reset(token)
