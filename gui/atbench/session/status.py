"""What the traffic has told about the module, as a fold: facts by name, each with the time when it was last heard.

The manual rows say which line tells which fact (`knowledge.facts`). Nothing is asked for this; what nobody said is
None. The past stays known, so that a line is explained by what held when it came, not by what holds now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from atbench.at.dialect import command_form
from atbench.at.events import Bulk, Event
from atbench.at.flood import may_hold
from atbench.at.values import whole
from atbench.knowledge.facts import ALL, Told

_CONTEXTS = "AT+QIACT?"  # names all active contexts


@dataclass(frozen=True, slots=True)
class Fact:
    """`time` in seconds since 1970: when it was last heard."""

    value: str
    time: float


class Status:
    """The facts of one session. `tell` gives what a line tells, `keys` are the beginnings of the lines that tell.

    Without `past` only the present is known (`at` is not to be asked), in constant memory.
    """

    def __init__(
        self, tell: Callable[[Event], Told] = lambda event: (), keys: Collection[bytes] = (), past: bool = True
    ) -> None:
        self._tell = tell
        self._keep = 0 if past else 2  # values of a fact that are kept, 0 for all
        self._keys = keys
        self._facts: dict[str, Fact] = {}
        self._past: dict[str, tuple[list[int], list[str]]] = {}  # name -> lines, the value from that line on
        self._heard: dict[str, float] = {}  # when something was told of a fact, also that it holds no more
        self._answers: dict[str, tuple[float, float]] = {}  # question -> times of its first line and of its OK
        self._asking = ("", 0.0)  # the question that is being answered, since when
        self.version = 0

    def hear(self, tell: Callable[[Event], Told], keys: Collection[bytes]) -> None:
        """Other rows tell from now on: the module turned out to be another one."""
        self._tell, self._keys = tell, keys

    def after(self, event: Event, line: int = 0, time: float = 0.0) -> None:
        """Takes in what a line tells; `line` is its number in the log."""
        for name, value in self._tell(event):
            if name.endswith(ALL):
                kind = name.removesuffix(ALL)
                for known in [known for known in self._facts if known.startswith(kind)]:
                    self.set(known, value or "", line, time)
                if not kind:  # it has started again: nothing that was said before is about it
                    self._heard.clear()
                    self._answers.clear()
            else:
                self.set(name, self._before(name) if value is None else value, line, time)
        if event.command:
            self._follow(event, time)

    def after_many(self, bulk: Bulk, classify: Callable[[bytes], Event], line: int = 0, time: float = 0.0) -> None:
        """Takes in a block of a flood: of each kind of line only the last one counts."""
        for name in self._keys:
            at = bulk.raw.rfind(b"\n" + name) if may_hold(bulk.heads, name) else -1
            if at >= 0:
                self.after(classify(bulk.raw[at : bulk.raw.find(b"\n", at + 1) + 1]), line, time)

    def set(self, name: str, value: str, line: int = 0, time: float = 0.0) -> None:
        """Sets a fact, or forgets it (value "")."""
        self.version += 1
        if self.get(name) != (value or None):
            lines, values = self._past.setdefault(name, ([], []))
            lines.append(line)
            values.append(value)
            if self._keep:
                del lines[: -self._keep], values[: -self._keep]
        if value:
            self._facts[name] = Fact(value, time)
        else:
            self._facts.pop(name, None)
        self._heard[name] = time

    @property
    def names(self) -> tuple[str, ...]:
        """The facts of which something was told since the module started."""
        return tuple(self._heard)

    @property
    def now(self) -> dict[str, str]:
        """All facts that are known."""
        return {name: fact.value for name, fact in self._facts.items()}

    def _follow(self, event: Event, time: float) -> None:
        """Keeps in mind when a question was answered."""
        if event.kind == "answer" and event.command != self._asking[0]:
            self._asking = (event.command, time)
        elif event.kind == "final":
            if event.ok and command_form(event.command) in ("read", "execute"):
                began = self._asking[1] if self._asking[0] == event.command else time
                self._answers[event.command.strip().upper()] = (began, time)
            self._asking = ("", 0.0)

    def _before(self, name: str) -> str:
        """The value that a fact had before the present one."""
        _lines, values = self._past.get(name, ([], [""]))
        return values[-2] if len(values) > 1 else ""

    def get(self, name: str) -> str | None:
        found = self._facts.get(name)
        return found.value if found else None

    def heard(self, name: str) -> float | None:
        """When something was last told of a fact, in seconds since 1970; also that it holds no more."""
        return self._heard.get(name)

    def answered(self, question: str) -> float | None:
        """When the module last said OK to a question, in seconds since 1970, whatever it told."""
        found = self._answers.get(question)
        return found[1] if found else None

    def every(self, name: str, question: str = "") -> dict[int, str]:
        """The facts of a numbered kind: `every("context")` is {1: "active"}.

        With the `question` that lists all that there are: without those that its last answer did not name any more.
        """
        since = self._answers.get(question, (0.0, 0.0))[0]
        return {
            place: fact.value
            for known, fact in self._facts.items()
            for kind, blank, number in (known.rpartition(" "),)
            if blank and kind == name and (place := whole(number)) is not None and fact.time >= since
        }

    def at(self, line: int) -> Mapping[str, str]:
        """The facts as they were before a line of the log."""
        return _Past(self._past, line)

    # What the lights show

    @property
    def registration(self) -> dict[str, int]:
        """The registration state 0-11 of each domain that was heard of: cs, ps, eps (3GPP TS 27.007 7.2)."""
        states = {domain: self.get(domain) for domain in ("cs", "ps", "eps")}
        return {domain: number for domain, state in states.items() if (number := whole(state or "")) is not None}

    @property
    def dbm(self) -> int | None:
        """The signal in dBm, from -113 to -51; None where it is unknown (27.007 8.5)."""
        rssi = self.get("rssi")
        steps = whole(rssi or "")
        return -113 + 2 * steps if steps is not None and 0 <= steps <= 31 else None

    @property
    def contexts(self) -> dict[int, str] | None:
        """The active PDP contexts with their addresses ("" while nobody asked); None where none was heard of."""
        known = self.every("context", _CONTEXTS)
        addresses = self.every("address")
        if not known and self.answered(_CONTEXTS) is None:
            return None
        return {n: addresses.get(n, "") for n, state in known.items() if state == "active"}


class _Past(Mapping[str, str]):
    def __init__(self, past: Mapping[str, tuple[list[int], list[str]]], line: int) -> None:
        self._past = past
        self._line = line

    def __getitem__(self, name: str) -> str:
        lines, values = self._past[name]
        at = bisect_right(lines, self._line - 1) - 1
        if at < 0 or not values[at]:
            raise KeyError(name)
        return values[at]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._past if name in self)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __len__(self) -> int:
        return sum(1 for _name in self)
