"""Is somebody there? Finds the baud rate, the line end, and how the module talks; leaves data mode.

What may be sent to a module that does not answer is `AT` alone: it may be data to it.
"""

from __future__ import annotations

import contextlib

from atbench.at.events import Event
from atbench.session.answers import TimedOut
from atbench.session.session import Session
from atbench.texts import _, joined
from atbench.wizards.leaving import leave_data
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed

RATES = (115200, 9600, 57600, 38400, 19200, 230400, 460800, 921600, 4800)
"""What modules are set to, the likeliest first."""
ENDS = (b"\r", b"\r\n")
LATE = 10.0  # s for a module that answers late
SOON = 0.6  # s for the answer to AT at another rate: a module needs some milliseconds
NUMBERS = (b"0", b"4")  # OK and ERROR after ATV0 (V.250, table 1)


async def alive(talk: Talk) -> str:
    """Leaves data mode if the module is in it, and finds out whether it echoes and how it tells errors."""
    found: list[str] = []
    if not await _answers(talk, found):
        online = talk.session.engine.online or bool(talk.session.prompt)
        if await leave_data(talk) != "silent":
            if not await _answers(talk, found):
                raise silent()
        elif online or not await _probe(talk, found):
            raise silent("" if online else _tried(talk))
        elif not await _answers(talk, found):
            raise silent()
    return joined(", ", (_("answers"), *found, *await _manners(talk)))


def silent(tried: str = "") -> StepFailed:
    """The failure of a module that says nothing."""
    what = _("The module does not answer AT")
    return StepFailed(
        _("{problem} ({tried})").format(problem=what, tried=tried) if tried else what,
        (
            _("The module is off, or still starting"),
            _("The wrong port"),
            _("It holds its answers back (ATQ1), or RTS/CTS is on and not connected"),
        ),
        (
            _("Look at cable and power"),
            _("Choose another port: modules have several, and only some take commands"),
            _("Restart the module"),
        ),
        ("ATQ0V1",),
    )


async def _manners(talk: Talk) -> list[str]:
    """Echo and error numbers, in words."""
    echo = _("echo on") if talk.session.engine.echo else _("echo off")
    if "+CMEE" not in talk.knowledge.commands:
        return [echo]
    numbers = (await talk.ask("AT+CMEE=1")).ok
    return [echo, _("errors with numbers") if numbers else _("errors without numbers")]


async def _answers(talk: Talk, found: list[str]) -> bool:
    """Whether anybody answers AT: nothing else may be sent while it is not known who listens."""
    session = talk.session
    with session.expect(lambda event: event.kind == "final") as heard, session.expect(_number) as number:
        for _attempt in range(3):
            with contextlib.suppress(TimedOut):
                if final := (await session.ask("AT", 1.0)).final:
                    talk.deaf = False
                    return final.line not in NUMBERS or await _in_words(session, found)
            if number.event.done() and await _in_words(session, found):
                talk.deaf = False
                return True
        if not heard.event.done():
            return False
    await talk.ask("AT", LATE)  # it answers, but late: until it is through with all that it was asked
    return True


def _number(event: Event) -> bool:
    return event.line in NUMBERS


async def _in_words(session: Session, found: list[str]) -> bool:
    """Ends ATV0, in which results are numbers."""
    with contextlib.suppress(TimedOut):
        if (await session.ask("ATV1", 1.0)).final:
            found.append(_("results were numbers (ATV0): words now"))
            return True
    return False


# -- another rate, another line end ------------------------------------------------------------------------------


async def _probe(talk: Talk, found: list[str]) -> bool:
    """Tries the other rates and line ends. What answered is kept, else all is as it was."""
    session = talk.session
    before = session.rate, session.line_end
    places = [place for place in _places(session) if place != before]
    try:
        for number, place in enumerate(places):
            talk.tell(Progress(number, len(places), name=_words(*place)))
            session.rate, session.line_end = place
            if await _hears(session):
                talk.deaf = False
                found.append(
                    _("found at {place}, not at {before}").format(place=_words(*place), before=_words(*before))
                )
                before = place
                return True
        return False
    finally:
        session.rate, session.line_end = before


def _places(session: Session) -> list[tuple[int, bytes]]:
    """Rates and line ends: those of the present rate first. A port without a rate has but the line ends."""
    rate = session.rate
    rates = (rate, *(one for one in RATES if one != rate)) if rate else (0,)
    return [(one, end) for one in rates for end in ENDS]


def _words(rate: int, end: bytes) -> str:
    name = "CR LF" if end == b"\r\n" else "CR"
    return _("{baud} baud with {end}").format(baud=rate, end=name) if rate else _("line end {end}").format(end=name)


def _tried(talk: Talk) -> str:
    rates = RATES if talk.session.rate else ()
    if not rates:
        return _("line ends CR and CR LF were tried")
    text = _("tried: {rates} baud, each with CR and CR LF")
    return text.format(rates=", ".join(map(str, sorted({talk.session.rate, *rates}))))


async def _hears(session: Session) -> bool:
    """Twice: the first one ends what the module made of the bytes at a wrong rate, and sets those that measure it."""
    for _attempt in range(2):
        with contextlib.suppress(TimedOut):
            if (await session.ask("AT", SOON)).ok:
                return True
    return False
