"""What is known about modules: a typed, read-only view of `resources/manuals`.

`Knowledge` gives the engine its dialect, the session its time-outs, and whoever looks at a line its explanation.
The rows are read by `load`, their shape stands in `schema`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from atbench.at.dialect import Dialect
from atbench.at.engine import Engine
from atbench.at.events import Event, Kind
from atbench.files import Home, resource
from atbench.knowledge.compose import Composition, Ranges, Remembered, compose, kinds, none
from atbench.knowledge.doubts import Doubt, doubts
from atbench.knowledge.explain import Explainer
from atbench.knowledge.explanation import ErrorMeaning, Explanation, FieldMeaning, Source
from atbench.knowledge.facts import Teller, Told
from atbench.knowledge.limits import Limits, limits
from atbench.knowledge.load import BadFile, ancestry, read_manual
from atbench.knowledge.mask import MASK, Masker
from atbench.knowledge.meanings import pick
from atbench.knowledge.pages import Pages
from atbench.knowledge.places import Place, places
from atbench.knowledge.rows import Rows, command_for, dialect, form_for
from atbench.knowledge.schema import Field, File
from atbench.texts import language

__all__ = [
    "MASK",
    "BadFile",
    "ErrorMeaning",
    "Explanation",
    "FieldMeaning",
    "Knowledge",
    "Limits",
    "Source",
]

NOTHING: Mapping[str, str] = MappingProxyType({})


class Knowledge:
    """All that the manuals say about one module.

    `families` is the folder with the shipped rows, `user` one of the same form with the user's own. `profile` is the
    name of a module or of a whole family; `family` overrules it. `cache` is a folder for the typed rows (None: the
    user's cache folder, "" for none). Raises ValueError for a name that no family has.
    """

    def __init__(
        self,
        families: Path,
        user: Path | None = None,
        profile: str = "ec600s",
        *,
        family: str = "",
        cache: Path | str | None = None,
    ) -> None:
        self._manual = read_manual(families, user, profile, family, _cache_folder(cache))
        self._rows = Rows(self._manual)
        self._explainer = Explainer(self._manual, self._rows)
        self._teller = Teller(self._manual, self._rows)
        self._masker = Masker(self._manual, self._rows)
        self._explained = lru_cache(maxsize=8192)(self._explain)
        self._masked = lru_cache(maxsize=4096)(self._masker.mask)

    @classmethod
    def of(cls, home: Home, profile: str = "ec600s", family: str = "") -> Knowledge:
        """The shipped rows, the user's own in his settings folder, and the cache there."""
        return cls(resource("manuals"), home.manuals, profile, family=family, cache=home.cache)

    @property
    def warnings(self) -> list[str]:
        """Files that were left out: which, where the slip is, what to do."""
        return self._manual.warnings

    @property
    def family(self) -> str:
        return self._manual.family

    @property
    def profile(self) -> str:
        """The profile's name, "" for a family as a whole."""
        return self._manual.profile.name

    @property
    def families(self) -> Mapping[str, File]:
        """What each family says of itself: its title, its profiles, the signs by which it is known."""
        return self._manual.families

    @property
    def title(self) -> str:
        """The module as people write it: EC600S."""
        return self._manual.profile.title

    @cached_property
    def pages(self) -> Pages:
        """The manual as pages, for reading and searching."""
        return Pages(self._manual)

    def places(self, event: Event, explanation: Explanation) -> tuple[Place, ...]:
        """Where the manual speaks of a line that was explained; see `knowledge.places`."""
        return places(self._manual, self._rows, event, explanation)

    @cached_property
    def dialect(self) -> Dialect:
        return dialect(self._manual, self._rows)

    @cached_property
    def commands(self) -> frozenset[str]:
        """The names of the commands that the module has, as far as its manuals tell."""
        profile = self._manual.profile
        lacks = tuple(profile.lacks)
        return frozenset(
            name for name in self._manual.commands if name in profile.has or not (lacks and name.startswith(lacks))
        )

    def limits(self, command: str, facts: Mapping[str, str] = NOTHING) -> Limits:
        """How long a command may take; `facts` are the settings of the session, where they decide it."""
        return limits(self._manual, command, facts)

    def told(self, event: Event) -> Told:
        """What a line tells about the module, as (fact, value); see `knowledge.facts`."""
        return self._teller.told(event)

    @property
    def telling(self) -> frozenset[bytes]:
        """The beginnings of the lines that tell facts."""
        return self._teller.keys

    def field(self, name: str) -> Field | None:
        """A field by command and name, `+QSMTPCFG.srvport`; None where the manuals have none."""
        command, _dot, field = name.rpartition(".")
        row = self._manual.commands.get(command)
        return row.fields.get(field) if row else None

    def compose(
        self, text: str, cursor: int, ranges: Ranges = none, remembered: Remembered = none
    ) -> Composition | None:
        """What may follow at a place of a command line that is being typed; see `knowledge.compose`."""
        return compose(self._manual, text, cursor, ranges, remembered)

    def doubts(self, text: str) -> tuple[Doubt, ...]:
        """What the manual would refuse in a command line."""
        return tuple(doubts(self._manual, text))

    def kinds(self, text: str) -> tuple[tuple[str, str], ...]:
        """The values of a command line that may be wanted again, with their kinds."""
        return tuple(kinds(self._manual, text))

    def knows(self, command: str) -> bool:
        """Whether the manual has the command, in the form of this command line."""
        row = command_for(self._manual, command)
        return row is not None and form_for(row, command) is not None

    def code(self, table: str, code: str) -> str:
        """What a code of an error table means, "" where the table has none such."""
        found = self._manual.tables.get(table)
        return next((pick(row.text) for row in found.codes if str(row.code) == code), "") if found else ""

    @property
    def kin(self) -> tuple[str, ...]:
        """The family in use and those that it extends, the nearest first."""
        return tuple(reversed(ancestry(self.families, self.family)))

    def mask(self, text: str, name: str = "") -> str:
        """The line with its secrets and identities replaced by `MASK`, whoever sent it.

        `name` is that of its event, where there is one: the text of a message stands in a line of its own.
        """
        return self._masked(text, name)

    def hide(self, text: str) -> str:
        """The line without its secrets; names and identities stay: for the eyes of the user alone."""
        return self._masker.mask(text, "", ("secret",))

    def secret(self, text: str) -> bool:
        """Whether a command line holds a password, a PIN or a key: such lines stay out of the history."""
        return self._masker.secret(text)

    def explain(
        self,
        line: str | bytes = b"",
        *,
        event: Event | None = None,
        after: str = "",
        command_sent: str = "",
        facts: Mapping[str, str] = NOTHING,
    ) -> Explanation:
        """What a line means, in the language in use.

        With an `event` of the engine its kind stands, and `command_sent` may name the command it belongs to. Without
        one the line is classified: as an answer to `after`, or on its own. `facts` are what the session had heard
        when the line came: they tell why a command failed.
        """
        if event is None:
            event = self._classify(line.encode("utf-8", "replace") if isinstance(line, str) else line, after)
        command = event.command or command_sent or after
        known = self._explainer.failures.relevant(command, facts) if event.kind == "final" and facts else ()
        return self._explained(event.kind, event.line, command, event.name, event.sure, event.also, known, language())

    def _classify(self, line: bytes, after: str) -> Event:
        engine = Engine(self.dialect)
        if not after:
            return engine.classify(line)
        engine.command(after)
        events = [*engine.receive(line.strip(b"\r\n") + b"\r\n"), *engine.flush()]
        return next((event for event in events if isinstance(event, Event)), engine.classify(line))

    def _explain(
        self,
        kind: Kind,
        line: bytes,
        command: str,
        name: str,
        sure: bool,
        also: tuple[Kind, ...],
        facts: tuple[tuple[str, str], ...],
        _language: str,
    ) -> Explanation:
        return self._explainer.explain(Event(kind, line, line, command, name, None, sure, also), dict(facts))


def _cache_folder(cache: Path | str | None) -> Path | None:
    if cache is None:
        import platformdirs  # only when no folder is given

        return Path(platformdirs.user_cache_dir("atbench", appauthor=False))
    return Path(cache) if cache else None
