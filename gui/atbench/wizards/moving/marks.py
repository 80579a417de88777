"""What tells a transfer that broke off from any other file: a small file beside the one of this computer."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from pathlib import Path

from atbench.files import write_whole
from atbench.wizards.moving.entries import MARK, PART, SENDING

Facts = dict[str, str | int]


def sending(path: Path) -> Path:
    """The mark beside a file that is on its way to a server."""
    return path.with_name(f".{path.name}{SENDING}")


def part(path: Path) -> Path:
    """Where a file is gathered until all of it has come."""
    return path.with_name(path.name + PART)


def coming(path: Path) -> Path:
    """The mark beside that one."""
    return path.with_name(path.name + MARK)


def size(path: Path) -> int:
    """In bytes, 0 for what is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def facts_of(path: Path, data: bytes, server: str, target: str) -> Facts:
    """What must not have changed since: the very file, and where it goes."""
    told = path.stat()
    return {
        "server": server,
        "path": target,
        "size": len(data),
        "time": told.st_mtime_ns,
        "checksum": zlib.crc32(data),
    }


def fits(mark: Path, facts: Facts) -> bool:
    """Whether the mark says that these are the facts."""
    try:
        return bool(json.loads(mark.read_text("utf-8")) == facts)
    except (OSError, ValueError):
        return False


def begun(path: Path, server: str, target: str) -> bool:
    """Whether this file was on its way there and has not changed since, as far as its time and size tell."""
    try:
        told, facts = path.stat(), json.loads(sending(path).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    wanted = {"server": server, "path": target, "size": told.st_size, "time": told.st_mtime_ns}
    return isinstance(facts, dict) and wanted.items() <= facts.items()


def put(mark: Path, facts: Facts) -> None:
    """Without a mark (a folder that may not be written) a transfer that breaks begins anew: no reason to fail."""
    with suppress(OSError):
        write_whole(mark, json.dumps(facts, ensure_ascii=False).encode())


def gone(*marks: Path) -> None:
    for mark in marks:
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def carrier(facts: Facts, start: int = 0) -> str:
    """The name of the file on the module that carries another one: the same for the same file, so it is found again."""
    return f"atb{zlib.crc32(repr((sorted(facts.items()), start)).encode()):08x}.tmp"
