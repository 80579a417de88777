"""The languages of the program: English message ids, gettext catalogues under `resources/translations`.

`_("...")` translates now; `N_("...")` only marks a text that stands in a table and is translated where it is shown.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os

from atbench.files import resource

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


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
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    return message
