"""Why a command failed, and what to try: from its error code, its row, its values and what the session has heard.

Causes stand in this order: what the session knows does not hold, a value that the manual does not allow, what must
hold and nothing was heard of, those of the command's row, those of the code. Remedies follow the same way, a ladder of
them last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from atbench.at.dialect import command_form
from atbench.knowledge.doubts import doubts
from atbench.knowledge.errors import Errors, error_meaning, table_source
from atbench.knowledge.explanation import ErrorMeaning, Source
from atbench.knowledge.facts import filled, values_of
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import pick
from atbench.knowledge.rows import command_for, form_for
from atbench.knowledge.schema import Advice, Code, Command, Need, Table, Text
from atbench.texts import _

CMEE = "cmee"
"""The fact that tells how errors are told: 0, 1 or 2 (3GPP TS 27.007 9.1)."""

_WORDS = "AT+CMEE=2"

Failure = tuple[ErrorMeaning, tuple[str, ...], Source]


class Failures:
    """Explains failed commands of one manual."""

    def __init__(self, manual: Manual, errors: Errors) -> None:
        self._manual = manual
        self._errors = errors

    def relevant(self, line: str, facts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """The facts that decide why this command line failed: all others may change without a new explanation."""
        command = command_for(self._manual, line)
        if command is None:
            return ()
        values = self.values(line)
        names = [CMEE, *(filled(need.fact, values) or "" for need in command.needs)]
        return tuple((name, facts[name]) for name in names if name in facts)

    def why(self, table: Table, code: Code, line: str, facts: Mapping[str, str], whole: bool = True) -> Failure:
        """An error of the command `line`. `whole`: it is all that the module said of the failure (a plain ERROR)."""
        command = command_for(self._manual, line)
        values = self.values(line)
        causes = list(self._causes(command, line, values, facts, whole)) if command else []
        advice = list(self._advice(command, whole)) if command else []
        if facts.get(CMEE, "0") != "0":  # errors come with a reason already, where the module has one
            code = replace(code, remedies=[item for item in code.remedies if item.command != _WORDS])
        error, remedies = error_meaning(table, code, values, causes, advice, self.ladder(code.ladder))
        return error, remedies, table_source(table)

    def of_field(self, codes: Sequence[tuple[Table, Code]], line: str, values: Mapping[str, str]) -> Failure:
        """An error that fields of a late result or URC tell, the deciding one first; `values` are those of the line."""
        table, code = codes[0]
        others = [other for _table, other in codes[1:]]
        whole = replace(
            code,
            causes=[*code.causes, *(cause for other in others for cause in other.causes)],
            remedies=[*code.remedies, *(advice for other in others for advice in other.remedies)],
        )
        error, remedies = error_meaning(table, whole, {**self.values(line), **values}, after=self.ladder(code.ladder))
        return error, remedies, table_source(table)

    def values(self, line: str) -> dict[str, str]:
        """The values of a command line by name."""
        command = command_for(self._manual, line)
        number = form_for(command, line) if command else None
        if command is None or number is None:
            return {}
        return values_of(parse(command.forms[number].syntax), line, command.fields)

    def ladder(self, name: str) -> list[Advice]:
        return self._manual.ladders.get(name, [])

    def _causes(
        self, command: Command, line: str, values: Mapping[str, str], facts: Mapping[str, str], whole: bool
    ) -> Iterator[str]:
        needs = command.needs if command_form(line) in ("write", "execute") else []
        broken = [need for need in needs if _broken(need, values, facts)]
        yield from (_("As heard in this session: {cause}").format(cause=pick(need.text)) for need in broken)
        yield from (doubt.text for doubt in doubts(self._manual, line))
        if whole:
            yield from map(pick, _open(needs, values, facts))
            yield from map(pick, command.causes)

    def _advice(self, command: Command, whole: bool) -> Iterator[Advice]:
        if not whole:
            return
        yield from command.remedies
        yield from self.ladder(command.ladder)


def _broken(need: Need, values: Mapping[str, str], facts: Mapping[str, str]) -> bool:
    known = facts.get(filled(need.fact, values) or "")
    return known is not None and known not in need.values


def _open(needs: Iterable[Need], values: Mapping[str, str], facts: Mapping[str, str]) -> Iterator[Text]:
    """What is needed and of which nothing was heard; where "" will do, silence is enough."""
    unknown = (need for need in needs if "" not in need.values)
    return (need.text for need in unknown if facts.get(filled(need.fact, values) or "") is None)
