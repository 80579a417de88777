"""Registration in all three domains, and why there is none where the module tells it. 3GPP TS 27.007, 7.2 and 10.1."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from atbench.at.events import Event
from atbench.texts import N_, _, each, joined, retold
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed

# 3GPP TS 27.007 7.2: registered at home, roaming, and these for SMS alone.
REGISTERED = ("1", "5")
_STATES = {
    "0": N_("not registered, and not searching"),
    "1": N_("registered at home"),
    "2": N_("searching"),
    "3": N_("registration denied"),
    "4": N_("unknown, perhaps no coverage"),
    "5": N_("registered, roaming"),
    "8": N_("emergency calls only"),
}
_DOMAINS = {"+CREG": "CS", "+CGREG": "PS", "+CEREG": "EPS"}
WAIT = 60.0  # s that a module may need to register
STEP = 2.0  # s between two looks


@dataclass(frozen=True, slots=True)
class Domain:
    """What a module says of a domain: <n> and <stat>."""

    reports: str
    state: str


async def registered(talk: Talk) -> str:
    """Waits for a registration in any domain; what each says is in the note."""
    begun = talk.clock.now()
    found: dict[str, Domain] = {}
    while True:
        found |= await domains(talk)
        states = {one.state for one in found.values()}
        seconds = talk.clock.now() - begun
        if states & set(REGISTERED):
            return words(found)
        if ("3" in states and "2" not in states) or seconds > WAIT:
            raise await _not_registered(talk, found)
        talk.tell(Progress(int(seconds), int(WAIT), _("s"), words(found)))
        await talk.clock.sleep(STEP)


async def domains(talk: Talk, names: Iterable[str] = _DOMAINS) -> dict[str, Domain]:
    """The state of each domain that the module tells, by command."""
    found = {}
    for name in names:
        if name not in talk.knowledge.commands:
            continue
        answer = await talk.ask(f"AT{name}?")
        text = next((event.text for event in answer.lines if event.text.startswith(name)), "")
        values = text.partition(":")[2].replace('"', "").split(",")
        if answer.ok and len(values) > 1:
            found[name] = Domain(values[0].strip(), values[1].strip())
    return found


def words(found: dict[str, Domain]) -> str:
    """`CS: searching, EPS: registered at home`"""
    parts = (joined(": ", (_DOMAINS[name], _(_STATES.get(one.state, one.state)))) for name, one in found.items())
    return joined(", ", parts)


async def _not_registered(talk: Talk, found: dict[str, Domain]) -> StepFailed:
    states = {one.state for one in found.values()}
    state = next((one for one in ("3", "2", "4", "0") if one in states), "0")
    known = {
        "3": (_("The SIM card is not activated, or not allowed here"), _("The device (IMEI) is blocked")),
        "2": (_("No network in reach accepts the card"), _("The antenna or the bands do not fit")),
    }
    what = _("Not on the network: {state}").format(state=_(_STATES[state]))
    causes = known.get(state, (_("No coverage"), _("The radio is off: AT+CFUN?")))
    tries = (_("Ask for the reason of the last refusal"), _("Let the module search again"))
    remedies = ("AT+CEER", "AT+COPS=0")
    with contextlib.suppress(StepFailed):  # that it answers no more is not what matters here
        for name, one in found.items():
            if one.state not in REGISTERED and (event := await _refusal(talk, name, one.reports)):
                return _refused(talk, what, _DOMAINS[name], event)
        if reason := await _last_failure(talk):
            what = _("{what}; last reason: {reason}").format(what=what, reason=reason)
    return StepFailed(what, causes, tries, remedies)


async def _refusal(talk: Talk, name: str, reports: str) -> Event | None:
    """The line with the network's reason. With <n> 3 the answer tells it; <n> is put back."""
    if not (await talk.ask(f"AT{name}=3")).ok:
        return None
    try:
        answer = await talk.ask(f"AT{name}?")
    finally:
        await talk.ask(f"AT{name}={reports}")
    told = (event for event in answer.lines if event.text.startswith(name))
    return next((event for event in told if talk.explain(event).error), None)


def _refused(talk: Talk, what: str, domain: str, event: Event) -> StepFailed:
    facts = talk.session.status.now
    reason = retold(lambda: error.meaning if (error := talk.explain(event, "", facts).error) else "")
    code = error.code if (error := talk.explain(event, "", facts).error) else ""
    return StepFailed(
        _("{what}; {domain} reason {code}: {reason}").format(what=what, domain=domain, code=code, reason=reason),
        each(lambda: error.causes if (error := talk.explain(event, "", facts).error) else ()),
        each(lambda: error.try_ if (error := talk.explain(event, "", facts).error) else ()),
        talk.explain(event, "", facts).remedies,
    )


async def _last_failure(talk: Talk) -> str:
    """What AT+CEER says, "" where the module does not have it or nothing failed."""
    answer = await talk.ask("AT+CEER")
    lines = (event.text.partition(":")[2].strip(' "') for event in answer.lines if event.text.startswith("+CEER"))
    return next(lines, "") if answer.ok else ""
