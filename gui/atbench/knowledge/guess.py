"""Which module is this? Guessed from the names in the traffic, told by what it says of itself (ATI, AT+CGMM).

The signs stand in the `family.toml` of each family: beginnings of the names that only it has, and of the models'
names. A guess is a guess: nothing is changed by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.knowledge.schema import File

ENOUGH = 3
"""Lines with a family's sign from which on it is guessed."""

_ASKED = frozenset({"I", "+CGMM", "+GMM", "+CGMR", "+GMR"})
_NAME = re.compile(rb"\s*(?:AT)?([+^%*][A-Z0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guess:
    """`name` is a profile where the module said so (`sure`), else a family; `sign` is what told it."""

    name: str
    sign: str
    sure: bool = False


class Guesser:
    """Hears the events of one session. `now` is the best guess so far, None for none."""

    def __init__(self, families: Mapping[str, File]) -> None:
        self._signs = {sign: name for name, file in families.items() for sign in file.signs}
        known = [profile for file in families.values() for profile in file.profiles]
        models = [(model.upper(), profile.name) for profile in known for model in profile.models]
        self._models = sorted(models, key=lambda pair: -len(pair[0]))
        self._counts: Counter[str] = Counter()
        self.now: Guess | None = None

    def hear(self, event: Event) -> None:
        if event.kind == "answer" and command_name(event.command) in _ASKED:
            self._told(event.text)
        elif event.kind in ("echo", "command", "answer", "urc", "late", "text") and not (self.now and self.now.sure):
            self._count(event.line)

    def _told(self, text: str) -> None:
        words = text.removeprefix("Revision:").strip().upper()
        model = next(((model, name) for model, name in self._models if words.startswith(model)), None)
        if model:
            self.now = Guess(model[1], words, sure=True)

    def _count(self, line: bytes) -> None:
        found = _NAME.match(line)
        name = found[1].decode("ascii").upper() if found else ""
        sign = next((sign for sign in self._signs if name.startswith(sign)), "")
        if not sign:
            return
        self._counts[self._signs[sign]] += 1
        ((family, times), *_others) = self._counts.most_common(1)
        if times >= ENOUGH:
            self.now = Guess(family, name if self._signs[sign] == family else self.now.sign if self.now else "")


def profiles(families: Mapping[str, File]) -> Iterable[tuple[str, str, str]]:
    """All that can be chosen: (family, name of the profile or "", title), families as a whole first."""
    for name, file in families.items():
        yield name, "", file.title or name
        for profile in file.profiles:
            yield name, profile.name, profile.title
