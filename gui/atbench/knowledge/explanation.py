"""What an explanation consists of. Plain values: the window paints them, the command line prints them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from atbench.at.events import Kind


class FieldMeaning(Struct, frozen=True):
    """One field of a line: its name in the manual, its value as it stands, what that says."""

    name: str
    value: str
    meaning: str


class ErrorMeaning(Struct, frozen=True):
    """An error code with its table, likely causes first, and what to try."""

    code: int | str
    table: str
    meaning: str
    causes: tuple[str, ...] = ()
    try_: tuple[str, ...] = ()


class Source(Struct, frozen=True):
    """Where a manual says it."""

    manual: str
    version: str
    section: str


class Explanation(Struct, frozen=True):
    """All that is known of one line.

    `sure` is False where the line could also be one of `also`. `note` is a few words for the end of the line in the
    terminal, "" where it needs none. `remarks` are what else there is to say: what was asked and not granted, what the
    manual prints otherwise, what no manual says. `remedies` are commands that may be put into the input. Secrets are
    in clear here: masking is for what leaves the program.
    """

    line: str
    kind: Kind
    sure: bool = True
    also: tuple[Kind, ...] = ()
    name: str = ""
    family: str = ""
    fields: tuple[FieldMeaning, ...] = ()
    error: ErrorMeaning | None = None
    summary: str = ""
    note: str = ""
    remarks: tuple[str, ...] = ()
    source: Source | None = None
    remedies: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """For `atbench explain --json` and `decode --json`: one object a line."""
        return {
            "line": self.line,
            "kind": self.kind,
            "sure": self.sure,
            "also": list(self.also),
            "name": self.name,
            "family": self.family,
            "fields": [{"name": f.name, "value": f.value, "meaning": f.meaning} for f in self.fields],
            "error": self.error and _error(self.error),
            "summary": " ".join((self.summary, *self.remarks)),
            "source": self.source and _source(self.source),
        }


def _error(error: ErrorMeaning) -> dict[str, Any]:
    return {
        "code": error.code,
        "table": error.table,
        "meaning": error.meaning,
        "causes": list(error.causes),
        "try": list(error.try_),
    }


def _source(source: Source) -> dict[str, str]:
    return {"manual": source.manual, "version": source.version, "section": source.section}
