"""Which URCs came in a session, how often and where, also inside floods that nobody reads line by line.

A URC of the ordinary traffic is counted by its event. Of a flood each block is searched as a whole, and only for the
URCs that its first bytes allow: a quarter of a megabyte costs a tenth of a millisecond a name.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from atbench.at.dialect import Dialect
from atbench.at.events import Bulk, Event
from atbench.at.flood import head_of
from atbench.store.log import Log

TOKENS = b"+^%*"  # first bytes of names that a colon ends; every other URC is a whole line
LARGEST = 1 << 18  # bytes of a flood that are remembered, and later searched, as one block


@dataclass(slots=True)
class Heard:
    """One URC: how often it came, and the last place of the capture where a flood had it (-1: none did)."""

    count: int = 0
    place: int = -1
    lines: array[int] = field(default_factory=lambda: array("I"))  # outside floods


@dataclass(slots=True)
class Block:
    """A stretch of the capture that was a flood, with the URCs in it."""

    start: int
    end: int
    names: dict[bytes, str]  # what their lines begin with -> name


class Tally:
    """The URCs of `log` by name, in the order in which they were first heard; `version` grows with every one."""

    def __init__(self, log: Log) -> None:
        self.heard: dict[str, Heard] = {}
        self.version = 0
        self._log = log
        self._blocks: list[Block] = []
        self._dialect: Dialect | None = None
        self._heads: dict[bytes, list[bytes]] = {}  # the head of a line -> how lines with it may go on
        self._counted: dict[bytes, str] = {}  # URCs with announced bytes inside -> name: no line alone tells them

    def count(self, name: str) -> int:
        return self.heard[name].count if name in self.heard else 0

    def after(self, event: Event, line: int) -> None:
        """Takes in an event that is number `line` of the log."""
        if event.kind == "urc":
            heard = self._get(event.name)
            heard.count += 1
            heard.lines.append(line)
            self.version += 1

    def after_many(self, bulk: Bulk, dialect: Dialect, classify: Callable[[bytes], Event]) -> None:
        """Takes in a block of a flood, the last one that was added to the log."""
        if dialect is not self._dialect:
            self._learn(dialect)
        start, left = self._log.end - len(bulk.raw), len(bulk.lengths)
        names = {}
        for head in self._possible(bulk):
            # A longer head is only begun in those of the block.
            count = bulk.heads.get(head) or bulk.raw.count(b"\n" + head) + bulk.raw.startswith(head)
            if not count:
                continue
            at = max(0, bulk.raw.rfind(b"\n" + head))
            event = classify(bulk.raw[at : bulk.raw.find(b"\n", at + 1) + 1])
            name = event.name if event.kind == "urc" else self._counted.get(head, "")
            if name:  # the same beginning may also stand for an answer
                names[head] = name
                heard = self._get(name)
                heard.count += count
                heard.place = start + at + (bulk.raw[at : at + 1] == b"\n")
            left -= count
            if not left:
                break
        if names:
            self.version += 1
            self._remember(Block(start, start + len(bulk.raw), names))

    def newest(self, name: str) -> int:
        """The last line of this name; -1 for none."""
        heard = self.heard.get(name)
        if heard is None:
            return -1
        return max(heard.lines[-1] if heard.lines else -1, self._log.at(heard.place) if heard.place >= 0 else -1)

    def find(self, start: int, step: int, name: str = "") -> int:
        """The next URC (of `name`) after the line `start` upwards (`step` 1) or downwards (-1); -1 for none."""
        asked = [self.heard[name]] if name in self.heard else [] if name else self.heard.values()
        lines = [*self._apart(asked, start, step), *self._flooded(start, step, name)]
        return (min if step > 0 else max)(lines, default=-1)

    # Inside

    def _get(self, name: str) -> Heard:
        return self.heard.setdefault(name, Heard())

    def _learn(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._heads = {}
        self._counted = {counted.key + b":": counted.name for counted in dialect.counted if counted.kind == "urc"}
        for key in {*dialect.roles, *(head[:-1] for head in self._counted)}:
            head = key + (b":" if key[:1] in TOKENS else b"\r")
            self._heads.setdefault(head_of(head), []).append(head)

    def _possible(self, bulk: Bulk) -> Iterator[bytes]:
        """What lines of URCs in this block may begin with. Roles are made when first asked for, so few are asked."""
        assert self._dialect is not None
        for begun in bulk.heads.keys() & self._heads.keys():
            heads = self._heads[begun]
            for head in tuple(heads):
                roles = self._dialect.roles.get(head[:-1], ())
                if head in self._counted or any(role.kind == "urc" for role in roles):
                    yield head
                else:
                    heads.remove(head)

    def _remember(self, block: Block) -> None:
        last = self._blocks[-1] if self._blocks else None
        if last and last.end == block.start and block.end - last.start <= LARGEST:
            last.end = block.end
            last.names |= block.names
        else:
            self._blocks.append(block)

    @staticmethod
    def _apart(asked: Iterable[Heard], start: int, step: int) -> Iterator[int]:
        for heard in asked:
            at = bisect_right(heard.lines, start) if step > 0 else bisect_left(heard.lines, start) - 1
            if 0 <= at < len(heard.lines):
                yield heard.lines[at]

    def _flooded(self, start: int, step: int, name: str) -> Iterator[int]:
        """The nearest one in the floods, if there is one."""
        log = self._log
        here = log.start(start + 1 if step > 0 else start) if start >= 0 else 0
        blocks = self._blocks
        at = bisect_right(blocks, here, key=lambda block: block.start) - 1
        for number in range(max(at, 0), len(blocks)) if step > 0 else range(at, -1, -1):
            block = blocks[number]
            wanted = [b"\n" + head for head, called in block.names.items() if not name or called == name]
            if not wanted:
                continue
            # A line feed before it, so that the first line begins behind one like all others.
            data = b"\n" + log.capture.read(block.start, block.end - block.start)
            if step > 0:
                places = [data.find(head, max(0, here - block.start)) for head in wanted]
            else:
                places = [data.rfind(head, 0, max(0, here - block.start + 1)) for head in wanted]
            found = [place for place in places if place >= 0]
            if found:
                yield log.at(block.start + (min if step > 0 else max)(found))
                return
