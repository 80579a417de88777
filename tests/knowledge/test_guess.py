"""Which module the traffic speaks of."""

from __future__ import annotations

import pytest

from atbench.at.events import Event
from atbench.knowledge import Knowledge
from atbench.knowledge.guess import Guess, Guesser


def heard(known: Knowledge, *lines: tuple[str, str, str]) -> Guess | None:
    guesser = Guesser(known.families)
    for kind, line, command in lines:
        guesser.hear(Event(kind, line.encode(), line.encode(), command))  # type: ignore[arg-type]
    return guesser.now


@pytest.mark.parametrize(
    ("line", "command", "name"),
    [
        ("EC20F", "ATI", "ec20"),
        ("Revision: EC20CEFAGR06A01M4G", "ATI", "ec20"),
        ("EC600SCN", "AT+CGMM", "ec600s"),
        ("ME3630-W", "AT+CGMM", "me3630"),
        ("BG96", "AT+GMM", "bg96"),
    ],
)
def test_the_module_says_it(ec600s: Knowledge, line: str, command: str, name: str) -> None:
    guess = heard(ec600s, ("answer", line, command))
    assert guess
    assert (guess.name, guess.sure) == (name, True)


def test_names_only_hint(ec600s: Knowledge) -> None:
    lines = [("text", "+TCMQTTCONN:OK", ""), ("echo", 'AT+TCMQTTPUB="t",0,"x"', ""), ("text", "+TCMQTTPUB:OK", "")]
    assert heard(ec600s, *lines[:2]) is None
    guess = heard(ec600s, *lines)
    assert guess
    assert (guess.name, guess.sign, guess.sure) == ("tencent", "+TCMQTTPUB", False)


def test_what_the_module_says_stands(ec600s: Knowledge) -> None:
    guess = heard(ec600s, ("answer", "EC25", "ATI"), *[("text", "+TCMQTTPUB:OK", "")] * 5)
    assert guess
    assert guess.name == "ec25"


def test_an_answer_to_another_command_is_no_name(ec600s: Knowledge) -> None:
    assert heard(ec600s, ("answer", "EC25", "AT+CMGR=1")) is None
