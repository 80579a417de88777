"""Every text that the program marks has its translation, with the same places for values."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(TOP / "packaging" / "translations.py"))
TEMPLATE = TOOL["messages"]()
PLACES = re.compile(r"\{[^{}]*\}|%(?:\([^)]*\))?[-+#0-9.]*[diouxXeEfFgGcrs%]")


def texts(path: Path) -> Iterator[tuple[str | tuple[str, ...], tuple[str, ...]]]:
    """Each marked text with its translations in one catalogue."""
    catalog = TOOL["read"](path)
    for message in TEMPLATE:
        if message.id:
            found = catalog.get(message.id)
            strings = found.string if found and not found.fuzzy else ""
            yield message.id, strings if isinstance(strings, tuple) else (strings,)


def test_there_are_texts_and_a_catalogue() -> None:
    assert len(TEMPLATE) > 20
    assert [path.parent.parent.name for path in TOOL["files"]()] == ["zh_CN"]


@pytest.mark.parametrize("path", TOOL["files"](), ids=lambda path: path.parent.parent.name)
def test_nothing_lacks_its_translation(path: Path) -> None:
    missing = [text for text, translations in texts(path) if not all(translations)]
    assert missing == [], f"{len(missing)} texts: run `make translations`, then fill them in {path.relative_to(TOP)}"


@pytest.mark.parametrize("path", TOOL["files"](), ids=lambda path: path.parent.parent.name)
def test_the_places_for_values_stay(path: Path) -> None:
    for text, translations in texts(path):
        wanted = text[-1] if isinstance(text, tuple) else text
        for translation in filter(None, translations):
            assert sorted(PLACES.findall(translation)) == sorted(PLACES.findall(wanted)), text


def test_no_text_is_built_before_it_is_translated() -> None:
    """`_(f"...")` would look for a text that no catalogue has."""
    wrong = [
        f"{path.relative_to(TOP)}:{number}"
        for path in sorted((TOP / "gui").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if re.search(r"\b(_|N_|ngettext)\(\s*r?f[\"']", line)
    ]
    assert wrong == []
