"""The five checks before a context: Quectel SMTP note V1.1, 4.2, and FTP(S) note V1.2, 4.2."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from atbench.texts import _, joined
from atbench.wizards.network.registration import REGISTERED, domains
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed

MOST_ACTIVE = 3  # contexts at once


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found; `must` says that there is no context while it is not mended."""

    ok: bool
    text: str
    try_: str = ""
    remedy: str = ""
    must: bool = False


async def checks(talk: Talk) -> list[Check]:
    """All five, in the order of the note."""
    context = talk.values.get("context") or "1"
    active = await _numbers(talk, "+QIACT")
    return [
        await _attached(talk),
        await _registered(talk),
        await _named(talk, context),
        _free(context, active, await _numbers(talk, "+CGACT")),
        _few(context, active),
    ]


async def checked(talk: Talk) -> str:
    """The step: red where one of them keeps a context from coming up, a note of what each found else."""
    found = await checks(talk)
    bad = [one for one in found if one.must and not one.ok]
    if bad:
        raise StepFailed(
            bad[0].text,
            [one.text for one in found if not one.ok][1:],
            [one.try_ for one in bad],
            [one.remedy for one in bad if one.remedy],
        )
    return joined(", ", (one.text for one in found))


async def _attached(talk: Talk) -> Check:
    lines = await talk.lines("AT+CGATT?")
    if any(line.replace(" ", "").endswith(":1") for line in lines):
        return Check(True, _("attached to packet data"))
    return Check(False, _("Not attached to packet data"), _("Attach it"), "AT+CGATT=1", True)


async def _registered(talk: Talk) -> Check:
    """The note asks AT+CGREG alone; in LTE it is AT+CEREG that tells."""
    found = await domains(talk, ("+CGREG", "+CEREG"))
    if any(one.state in REGISTERED for one in found.values()):
        return Check(True, _("registered for packet data"))
    return Check(
        False, _("Not registered for packet data"), _("Go back to the registration, and wait for it"), "AT+CGREG?", True
    )


async def _named(talk: Talk, context: str) -> Check:
    lines = await talk.lines(f"AT+QICSGP={context}")
    found = re.match(r'\+QICSGP:\s*(\d+),"([^"]+)"', lines[0] if lines else "")
    if found:
        return Check(True, _("access point {apn}").format(apn=found[2]))
    return Check(False, _("no access point set"), _("Name the access point of the operator"), f"AT+QICSGP={context}")


def _free(context: str, active: set[str], defined: set[str]) -> Check:
    """In LTE the context of the attachment is active from the beginning, so this alone is no reason to stop."""
    if context in active:
        return Check(True, _("context {number} is active already").format(number=context))
    if context not in defined:
        return Check(True, _("context {number} is free").format(number=context))
    return Check(
        False,
        _("context {number} is active by AT+CGACT or PPP").format(number=context),
        _("Take another context, or switch that one off"),
        f"AT+CGACT=0,{context}",
    )


def _few(context: str, active: Iterable[str]) -> Check:
    others = sorted(set(active) - {context})
    text = _("{count} of {most} contexts active").format(count=len(set(active)), most=MOST_ACTIVE)
    if len(others) < MOST_ACTIVE:
        return Check(True, text)
    return Check(False, text, _("Switch one of the others off"), f"AT+QIDEACT={others[-1]}", True)


async def _numbers(talk: Talk, name: str) -> set[str]:
    """The contexts that a command tells as active."""
    answer = await talk.ask(f"AT{name}?")
    found = (re.match(rf"\{name}:\s*(\d+),\s*1", event.text) for event in answer.lines)
    return {match[1] for match in found if match}
