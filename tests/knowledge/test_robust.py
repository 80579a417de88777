"""Whatever is typed and whatever arrives: the knowledge answers, and never raises."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.limits import limits

FAMILIES = ("3gpp", "quectel", "tencent", "gosuncn")
ODD = ('"', ",", ";", "=", "?", "(", "]", "{a.b}", "%s", "-", "+", "\ud800", "²", "٣", "中", "\x00", "1" * 4400, " AT+")
FEW = settings(max_examples=120, deadline=None)


@cache
def known(family: str) -> Knowledge:
    return Knowledge(resource("manuals"), family=family, profile="", cache="")


@cache
def examples(family: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Command lines, and lines of the module."""
    manual = known(family)._manual
    rows = manual.commands.values()
    typed = (form.example for row in rows for form in row.forms)
    said = [line.example for row in rows for line in (*row.answers, *row.late)]
    said += [line.example for row in manual.urcs.values() for line in row.lines]
    said += [f"{table.final}: {code.code}" for table in manual.tables.values() for code in table.codes[:3]]
    return tuple(typed), tuple(said)


@st.composite
def mutated(draw: st.DrawFn, lines: tuple[str, ...]) -> str:
    line = draw(st.sampled_from(lines))
    for _time in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(line)))
        line = line[:start] + draw(st.sampled_from(ODD)) + line[start + draw(st.integers(0, 4)) :]
    return line


@st.composite
def typed(draw: st.DrawFn) -> tuple[Knowledge, str]:
    family = draw(st.sampled_from(FAMILIES))
    rows = mutated(examples(family)[0])
    text = draw(st.one_of(rows, st.text(st.characters(), max_size=30).map(lambda text: f"AT+{text}")))
    return known(family), text


@FEW
@given(typed(), st.integers(-3, 60), st.lists(st.text(max_size=12), max_size=2))
def test_the_composer_takes_any_text(case: tuple[Knowledge, str], cursor: int, told: list[str]) -> None:
    knowledge, text = case
    found = knowledge.compose(text, cursor, lambda _name: told, lambda _kind: told)
    assert found is None or found.start <= found.end
    assert all(value for _kind, value in knowledge.kinds(text))


@FEW
@given(typed())
def test_doubts_limits_and_masks_take_any_text(case: tuple[Knowledge, str]) -> None:
    knowledge, text = case
    assert all(0 <= doubt.start <= doubt.end <= len(text) for doubt in knowledge.doubts(text))
    assert knowledge.limits(text).final > 0
    assert knowledge.secret(text) in (True, False)
    assert isinstance(knowledge.mask(text), str)


@st.composite
def heard(draw: st.DrawFn) -> tuple[Knowledge, Event]:
    family = draw(st.sampled_from(FAMILIES))
    asked, said = examples(family)
    line = draw(mutated(said)).encode("utf-8", "replace")
    kind = draw(st.sampled_from(("final", "answer", "urc", "late", "echo", "command", "prompt", "data", "text")))
    name, ok = (
        draw(st.sampled_from(("", line[:7].decode("ascii", "replace")))),
        draw(st.sampled_from((None, True, False))),
    )
    return known(family), Event(kind, line, line, draw(mutated(asked)), name, ok)  # type: ignore[arg-type]


@FEW
@given(heard())
def test_any_line_is_explained(case: tuple[Knowledge, Event]) -> None:
    knowledge, event = case
    explanation = knowledge.explain(event=event, facts={"cmee": "2"})
    assert explanation.json()["line"] == event.text
    assert isinstance(knowledge.told(event), tuple)
    assert knowledge.explain(event.line, after=event.command).kind
    assert isinstance(knowledge.places(event, explanation), tuple)


BROKE = (
    ("+CME ERROR: " + "9" * 5000, "AT+CSQ"),
    ("+CSQ: " + "9" * 5000 + ",99", "AT+CSQ"),
    ('+QMTRECV: 0,0,"a",' + "9" * 5000 + ',"x"', ""),
    ("+QFUPL: 10,3938", "AT+CSQ"),  # the answer to another command of a chain
    ("+QFTPPUT: 0,1000", 'AT+QFTPGET="a","b"'),
)


@pytest.mark.parametrize(("line", "after"), BROKE, ids=range(len(BROKE)))
def test_lines_that_once_broke_it(ec600s: Knowledge, line: str, after: str) -> None:
    for kind in ("final", "answer", "urc", "late"):
        event = Event(kind, line.encode(), line.encode(), after)  # type: ignore[arg-type]
        assert ec600s.explain(event=event).line == line
    assert ec600s.explain(line, after=after).line == line


@pytest.mark.parametrize("word", ["inf", "nan", "-5", "1e999"])
def test_a_setting_that_is_no_time_makes_no_limit(ec600s: Knowledge, word: str) -> None:
    command = ec600s._manual.commands["+QMTOPEN"]
    timed = type(command)(**{name: getattr(command, name) for name in command.__struct_fields__} | {"late_by": ["x"]})
    ec600s._manual.commands["+QMTOPEN"] = timed
    try:
        assert limits(ec600s._manual, 'AT+QMTOPEN=0,"a",1', {"x": word}).late == command.late_seconds
        assert limits(ec600s._manual, 'AT+QMTOPEN=0,"a",1', {"x": "7"}).late == 7
    finally:
        ec600s._manual.commands["+QMTOPEN"] = command


def test_the_repeating_command_has_no_at_before_it(ec600s: Knowledge) -> None:
    page = ec600s.pages.page("A/")
    assert page is not None
    assert page.name == "A/"
    found = ec600s.compose("AT", 2)
    assert found is not None
    assert "A/" not in [offer.text for offer in found.offers]
