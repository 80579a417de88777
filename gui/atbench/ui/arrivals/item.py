"""A thing that arrived, as it is listed and shown; and bytes as a person reads them. No Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from atbench.at.decode import decode
from atbench.texts import N_

PREVIEW = 160  # letters of what is shown in the list
SHOWN = 1 << 20  # bytes of a payload that are shown; all of them are saved and copied
ROW = 8  # bytes in a row of a hex view: it fits into a narrow dock

KINDS = {"message": N_("Message"), "mail": N_("Mail"), "file": N_("File"), "request": N_("Request")}
FORMS = {"text": N_("Text"), "json": "JSON", "hex": "HEX"}


@dataclass(frozen=True, slots=True)
class Item:
    """`facts` are lines of a head: a word and a value. `name` is proposed for its file, `parts` are attachments.

    `time` in seconds since 1970; `line` the line of the log that brought it, -1 for none.
    """

    kind: str
    title: str
    payload: bytes
    time: float
    about: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    name: str = "message.bin"
    parts: tuple[tuple[str, bytes], ...] = ()
    line: int = -1
    size: int = field(default=-1)

    @property
    def bytes(self) -> int:
        return self.size if self.size >= 0 else len(self.payload)

    @property
    def preview(self) -> str:
        return self.about or " ".join(as_text(self.payload[: 4 * PREVIEW]).split())[:PREVIEW]

    def has(self, words: str) -> bool:
        """Whether words stand in it, whatever their case."""
        wanted = words.casefold()
        return not wanted or wanted in f"{self.title}\n{self.about}\n{as_text(self.payload)}".casefold()


def of(panel: str, word: str) -> str:
    """The name of a thing in a panel, for screen readers: two panels may be seen at once."""
    return f"{panel}: {word}"


def as_text(data: bytes) -> str:
    """Text in its lines where it is text, else escapes."""
    lines = data[:SHOWN].replace(b"\r\n", b"\n").split(b"\n")
    return "\n".join("\t".join(map(decode, line.split(b"\t"))) for line in lines)


def as_json(data: bytes, indent: int | None = 2) -> str | None:
    """JSON in lines, or compact (indent None); None where it is none."""
    try:
        found = json.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(found, ensure_ascii=False, indent=indent, separators=separators)


def as_hex(data: bytes) -> str:
    """Eight bytes a row: the place, the bytes, what of them prints."""
    rows = []
    for start in range(0, min(len(data), SHOWN), ROW):
        piece = data[start : start + ROW]
        shown = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in piece)
        rows.append(f"{start:04X}  {piece.hex(' ').upper():<{3 * ROW - 1}}  {shown}")
    return "\n".join(rows)


def shown(data: bytes, form: str) -> str:
    """The bytes in one of FORMS; what is no JSON is shown as text."""
    if form == "hex":
        return as_hex(data)
    return (as_json(data) if form == "json" else None) or as_text(data)


def best(data: bytes) -> str:
    """The form in which it reads best."""
    if as_json(data) is not None and data.lstrip()[:1] in (b"{", b"["):
        return "json"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "hex"
    return "hex" if any(byte < 32 and byte not in (9, 10, 13) for byte in data[:4096]) else "text"
