"""Messages as a file for others: JSON lines with identities masked, or exact bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime

from atbench.session.messages import Message


def json_lines(messages: Iterable[Message], mask: Callable[[str], str]) -> bytes:
    """An object for each: time, topic, client, size, and "payload" as masked text or "hex" where it is no UTF-8."""
    return b"".join(json.dumps(_row(message, mask), ensure_ascii=False).encode() + b"\n" for message in messages)


def raw(messages: Iterable[Message]) -> bytes:
    """The payloads one behind the other, byte for byte."""
    return b"".join(message.payload for message in messages)


def _row(message: Message, mask: Callable[[str], str]) -> dict[str, object]:
    row: dict[str, object] = {
        "time": datetime.fromtimestamp(message.time).astimezone().isoformat(timespec="milliseconds"),
        "topic": mask(message.topic),
        "client": message.client,
        "size": len(message.payload),
    }
    try:
        return row | {"payload": mask(message.payload.decode())}
    except UnicodeDecodeError:
        return row | {"hex": message.payload.hex().upper()}
