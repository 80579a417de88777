"""What the module says of itself, its card and its network: one question a step."""

from __future__ import annotations

import re

from atbench.texts import _, joined
from atbench.wizards.network import joining
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed

_LABEL = re.compile("^(Manufacturer|Model|Revision):")


async def identity(talk: Talk) -> str:
    return await _identity(talk, "ATI")


async def firmware(talk: Talk) -> str:
    return await _identity(talk, "AT+GMR")


async def _identity(talk: Talk, command: str) -> str:
    lines = await talk.lines(command)
    words = [_LABEL.sub("", line).strip() for line in lines if line.strip()]
    talk.values["model"] = words[1] if len(words) > 1 else "".join(words[:1])
    return " · ".join(words[:3])


async def sim(talk: Talk) -> str:
    """The card; a PIN is never tried by itself, three wrong ones lock it."""
    for _attempt in range(10):
        answer = await talk.ask("AT+CPIN?")
        state = next((e.text.partition(":")[2].strip() for e in answer.lines if e.text.startswith("+CPIN:")), "")
        if state == "READY":
            return _("ready")
        if state in ("SIM PIN", "SIM PUK"):
            raise StepFailed(
                _("The SIM card waits for its {code}").format(code=state.removeprefix("SIM ")),
                (_("The card is locked"),),
                (_("Enter the PIN by hand; after three wrong ones the card is locked"),),
                ("AT+CPIN=",) if state == "SIM PIN" else (),
            )
        if answer.final and not answer.ok and "14" not in answer.final.text:  # 14: busy, still starting
            raise talk.failed("AT+CPIN?", answer.final)
        await talk.clock.sleep(1.0)
    raise StepFailed(_("The SIM card does not become ready"), (_("It starts slowly, or its contacts are dirty"),))


async def signal(talk: Talk) -> str:
    lines = await talk.lines("AT+CSQ")
    found = re.match(r"\+CSQ:\s*(\d+)", lines[0] if lines else "")
    level = int(found[1]) if found else 99
    if level > 31:
        raise StepFailed(
            _("No signal"),
            (_("The antenna is not connected"), _("No coverage here, or bands that the module lacks")),
            (_("Look at the antenna, then ask again"),),
            ("AT+CSQ",),
        )
    return _told(-113 + 2 * level)


async def wifi_signal(talk: Talk) -> str:
    name, dbm = await joining.wifi_state(talk)
    return _told(dbm) if dbm else _("not told") if name else _("in no Wi-Fi network yet")


def _told(dbm: int) -> str:
    words = _("strong") if dbm >= -75 else _("good") if dbm >= -90 else _("weak") if dbm >= -105 else _("very weak")
    return joined(", ", (f"{dbm} dBm", words))


async def operator(talk: Talk) -> str:
    lines = await talk.lines("AT+COPS?")
    found = re.match(r'\+COPS:[^"]*"([^"]*)"', lines[0] if lines else "")
    return found[1] if found else _("the module names none")


async def served(talk: Talk) -> str:
    return joined(", ", (await operator(talk), await service(talk)))


async def service(talk: Talk) -> str:
    """Which network serves an ME3630 (Aliyun MQTT manual V1.6, chapter 2)."""
    answer = await talk.ask("AT+ZPAS?")
    line = next((event for event in answer.lines if event.text.startswith("+ZPAS")), None)
    if line is None:
        return _("not told by this firmware")
    if '"No Service"' in line.text:
        raise StepFailed(
            _("No service"), (_("No coverage, or the card is refused"),), (_("Look at the signal"),), ("AT+CSQ",)
        )
    return talk.explain(line).summary


async def attached(talk: Talk) -> str:
    lines = await talk.lines("AT+CGATT?")
    if not any(line.replace(" ", "").endswith(":1") for line in lines):
        await talk.do("AT+CGATT=1")
    return _("attached to packet data")
