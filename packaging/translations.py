"""Keeps the translations: `python packaging/translations.py update | compile`.

update: collects every marked text of gui/ into resources/translations/*/LC_MESSAGES/atbench.po; new ones are empty
there, texts no longer used move to the end. compile: makes the .mo files that the program reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / "resources" / "translations"
# The functions of texts.py and the places of their message ids.
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def messages() -> Catalog:
    """Every text that the program marks for translation, with the places where it stands."""
    catalog = Catalog(project="atbench", charset="utf-8")
    found = extract_from_dir(TOP / "gui", [("**.py", "python")], keywords=KEYWORDS)
    for name, line, message, _comments, _context in found:
        # Places without line numbers: they would change with every edit of a file.
        catalog.add(message, locations=[(Path(name).as_posix(), 0)] if line else [])
    return catalog


def files() -> list[Path]:
    """The catalogues, one a language."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/atbench.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def update() -> None:
    template = messages()
    for path in files():
        catalog = read(path)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        with path.open("wb") as file:
            write_po(file, catalog, width=0, sort_output=True, ignore_obsolete=False, include_lineno=False)
        missing = [message.id for message in catalog if message.id and not _strings(message)]
        print(f"{path.relative_to(TOP)}: {len(catalog)} texts, {len(missing)} without a translation")
        for text in missing:
            print(f"  {text!r}")


def _strings(message: Message) -> bool:
    """Whether a message has all its translations; one with a plural has several."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def compile_all() -> None:
    for path in files():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit("usage: python packaging/translations.py update | compile")
