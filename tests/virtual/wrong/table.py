"""Wrong moves, in tables: one file a manual. A row is a profile, what is said and done before, a command, its answer.

A table is made of `Group`s, which say the first two once for many commands; a command with another answer than that
makes it fail. The lines of an answer are joined by `|`, and … stands for anything; `CONNECT` and `>` are followed by
what is typed then: it stands behind a ⏎ of the command. A number is the manual's way to tell a code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..talk import Talk

Code = int | str


class Group(NamedTuple):
    """`profile` may have how many times faster than life the module is: `ec20 at 100`.

    `before`: commands that must be answered with OK, and names of `Table.scenes`.
    """

    profile: str
    before: tuple[str, ...]
    wrong: Mapping[str, Code]


@dataclass(frozen=True)
class Table:
    """`covers`: for a table of codes of resources/manuals where its codes stand in an answer; `never`: the codes that
    no row gives, and why. `tell`: how a number is told; `start` gives a module.
    """

    groups: tuple[Group, ...]
    covers: Mapping[str, str]
    never: Mapping[str, Mapping[Code, str]]
    scenes: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    tell: Callable[[str, int], str] = lambda command, code: f"+CME ERROR: {code}"
    start: Callable[[str, float], Talk] = lambda profile, speed: Talk(profile=profile, speed=speed)

    def answer(self, command: str, code: Code) -> str:
        return code if isinstance(code, str) else self.tell(command, code)

    def given(self, name: str) -> set[str]:
        """The codes of one table that the rows give."""
        found = re.compile(self.covers[name])
        answers = [self.answer(*row) for group in self.groups for row in group.wrong.items()]
        return {code for text in answers for code in found.findall(text)}

    def play(self, group: Group) -> None:
        profile, _, speed = group.profile.partition(" at ")
        with self.start(profile, float(speed or 20)) as talk:
            for step in group.before:
                if step in self.scenes:
                    self.scenes[step](talk)
                else:
                    assert talk.ask(step).endswith("OK"), step
            for command, code in group.wrong.items():
                wanted = self.answer(command, code)
                found = told(talk, command, wanted)
                assert found == wanted, f"{command}: {found}, not {wanted}"


def told(talk: Talk, command: str, wanted: str) -> str:
    """What comes, with … where it was wanted so."""
    said, _, typed = command.partition("⏎")
    talk.say(said)
    assert _line(talk) == said
    lines: list[str] = []
    for part in wanted.split("|"):
        if part.startswith("AT"):  # a question behind the answer
            talk.say(part)
        if part == ">":
            assert talk.hear(">").strip() == b">"
        line = part if part == ">" else _line(talk)
        if line in (">", "CONNECT"):
            talk.say(typed, end="")
        if line == ">":
            talk.hear(typed)  # its echo
        lines.append(part if re.fullmatch(".*".join(map(re.escape, part.split("…"))), line) else line)
    return "|".join(lines)


def _line(talk: Talk) -> str:
    while True:
        if line := talk.hear("\n").strip():
            return line.decode("latin-1")
