"""What this session has shown that helps to type the next command: hosts, topics and files used, ranges supported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from atbench.at.dialect import command_form, command_name
from atbench.at.events import Event
from atbench.session.session import Session

MOST = 50
"""Values that are kept of a kind."""


class Memory:
    """Of one session. `kinds` gives the values of a command line with their kinds (`Knowledge.kinds`)."""

    def __init__(self, session: Session, kinds: Callable[[str], Iterable[tuple[str, str]]]) -> None:
        self._session = session
        self._kinds = kinds
        self._values: dict[str, list[str]] = {}
        self._ranges: dict[str, list[str]] = {}
        self._asked = ""
        self._seen = -1  # the last command that was looked at
        self.forget = session.listen(self._hear)

    def values(self, kind: str) -> Sequence[str]:
        """The values of a kind that were sent, the newest first."""
        log = self._session.log
        while (line := log.command(self._seen, 1)) > self._seen:
            self._seen = line
            for found, value in self._kinds(log.line(line).text):
                known = self._values.setdefault(found, [])
                if value in known:
                    known.remove(value)
                known.insert(0, value)
                del known[MOST:]
        return self._values.get(kind, ())

    def ranges(self, name: str) -> Sequence[str]:
        """The lines that the module said to the test form of a command."""
        return self._ranges.get(name, ())

    def _hear(self, event: Event, _time: float) -> None:
        if event.kind != "answer" or command_form(event.command) != "test":
            return
        name = command_name(event.command)
        if self._asked != event.command or event.text in self._ranges.get(name, ()):
            self._ranges[name] = []
        self._asked = event.command
        self._ranges[name].append(event.text)
