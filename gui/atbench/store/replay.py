"""A saved stream, read again: the events of a capture, or of any file of bytes that a module said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atbench.at.dialect import Dialect
from atbench.at.engine import Engine
from atbench.at.events import Bulk, Event
from atbench.store.capture import Record, is_whole, records
from atbench.store.foreign import plain


@dataclass(frozen=True, slots=True)
class Moment:
    """An event and when it happened, in seconds since 1970 (0 where the file does not tell)."""

    event: Event
    time: float


def replay(path: Path, dialect: Dialect) -> Iterator[Moment]:
    """The events of a file in constant memory.

    A capture (with its index beside it) tells what was sent, and so do the logs of some terminals (`foreign`); in any
    other file the commands are taken from their echoes. Notes of a capture come as events of kind "text" with the name
    "local". Raises OSError.
    """
    if is_whole(path):
        return replay_records(records(path), dialect, live=True)
    stream, live = plain(records(path))
    return replay_records(stream, dialect, live)


def replay_records(stream: Iterable[Record], dialect: Dialect, live: bool) -> Iterator[Moment]:
    engine = Engine(dialect, live)
    last = 0.0
    for record in stream:
        if record.kind == "T":
            yield Moment(_sent(engine, record.data), record.time)
        elif record.kind == "N":
            yield Moment(Event("text", record.data, record.data, name="local"), record.time)
        else:
            first = last if engine.held else record.time
            for event in _plain(engine, engine.receive(record.data)):
                yield Moment(event, first)
                first = record.time
        last = record.time
    for event in engine.flush():
        yield Moment(event, last)


def _sent(engine: Engine, data: bytes) -> Event:
    line = data.rstrip(b"\r\n")
    text = line.decode("utf-8", "replace")
    if line[:2].upper() == b"AT" and line != data:
        engine.command(text)
        return Event("command", data, line, text)
    payload_of = engine.prompt
    if payload_of:
        engine.sent(data)
    return Event("data" if payload_of else "command", data, line, payload_of)


def _plain(engine: Engine, items: Iterable[Event | Bulk]) -> Iterator[Event]:
    for item in items:
        if isinstance(item, Event):
            yield item
            continue
        start = 0
        for length in item.lengths:
            yield engine.classify(item.raw[start : start + length], alone=False)
            start += length
