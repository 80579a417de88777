"""A capture as a file for others: exact bytes, or text and JSON with secrets and identities masked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from atbench.knowledge import Knowledge
from atbench.store.capture import records
from atbench.store.replay import Moment, replay


def export(form: str, capture: Path, out: BinaryIO, knowledge: Knowledge) -> None:
    """Writes `capture` as "raw", "text" or "json" to `out`. Raises OSError."""
    for piece in FORMS[form](capture, knowledge):
        out.write(piece)


def _raw(capture: Path, knowledge: Knowledge) -> Iterator[bytes]:
    """What was received, byte for byte."""
    return (record.data for record in records(capture) if record.kind == "R")


def _text(capture: Path, knowledge: Knowledge) -> Iterator[bytes]:
    """A line for each line: moment, direction, kind, text."""
    for moment in replay(capture, knowledge.dialect):
        event = moment.event
        yield f"{_when(moment)} {_arrow(event.kind)} {_kind(moment):7} {_masked(moment, knowledge)}\n".encode()


def _json(capture: Path, knowledge: Knowledge) -> Iterator[bytes]:
    """A JSON object for each line: that of `atbench decode`, and "time" and "sent" before it."""
    for moment in replay(capture, knowledge.dialect):
        row: dict[str, object] = {"time": _when(moment), "sent": moment.event.kind == "command"}
        if moment.event.name == "local":
            row |= {"line": moment.event.text, "kind": "local"}
        else:
            row |= _masked_row(moment, knowledge)
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


FORMS: dict[str, Callable[[Path, Knowledge], Iterator[bytes]]] = {"raw": _raw, "text": _text, "json": _json}


def _masked(moment: Moment, knowledge: Knowledge) -> str:
    return knowledge.mask(moment.event.text, moment.event.name)


def _masked_row(moment: Moment, knowledge: Knowledge) -> dict[str, object]:
    event = moment.event
    row = knowledge.explain(event.line, event=event).json()
    masked = _masked(moment, knowledge)
    if masked != event.text:
        # The fields are told from the masked line, so that no secret stands in one of them.
        hidden = knowledge.explain(masked, after=event.command).json()
        row = {**hidden, "kind": row["kind"], "sure": row["sure"], "also": row["also"]}
    return row


def _when(moment: Moment) -> str:
    if not moment.time:
        return ""
    try:
        return datetime.fromtimestamp(moment.time).astimezone().isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):  # of a damaged index
        return ""


def _arrow(kind: str) -> str:
    return ">>" if kind == "command" else "<<"


def _kind(moment: Moment) -> str:
    return "local" if moment.event.name == "local" else moment.event.kind
