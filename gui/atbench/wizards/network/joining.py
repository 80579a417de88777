"""An address for the module, in the way of its family: QIACT, ZECMCALL, TCREGNET, CGACT, or a Wi-Fi network."""

from __future__ import annotations

import re

from atbench.session.answers import Answer
from atbench.texts import _, joined
from atbench.wizards.network import access
from atbench.wizards.network.checks import checks
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Refused, StepFailed, Values

BUSY = b"200"  # Tencent: the command before waits for its result (2, table of errors)
ACTIVE = "AT+QIACT?"
DIALLED = "AT+ZECMCALL?"
JOINED = "AT+TCREGNET?"
PATIENCE = 30.0  # s for a command that is still at work
WIFI = 20.0  # s for a Wi-Fi network: ESP-AT gives it 15 itself


def activated_plan(values: Values) -> list[str]:
    """Of a context that is not active yet."""
    return [ACTIVE, f"AT+QIACT={values.get('context') or '1'}", ACTIVE]


async def activated(talk: Talk) -> str:
    """Activates the context; where it fails: deactivates it and tries once more, as the manual advises."""
    context = talk.values.get("context") or "1"
    if address := await _address(talk, context):
        return _("address {address}, was active").format(address=address)
    talk.undo.append(f"AT+QIDEACT={context}")
    try:
        await talk.do(f"AT+QIACT={context}")
    except Refused:
        await talk.ask(f"AT+QIDEACT={context}")
        try:
            await talk.do(f"AT+QIACT={context}")
        except Refused as refused:
            raise await _why(talk, refused) from None
    return _told(await _address(talk, context)) or _("active")


def _told(address: str) -> str:
    return _("address {address}").format(address=address) if address else ""


async def _why(talk: Talk, refused: Refused) -> StepFailed:
    """The failure with what the five checks of the manual find."""
    found = [one for one in await checks(talk) if not one.ok]
    if not found:
        return refused
    causes, tries = [one.text for one in found], [one.try_ for one in found]
    return StepFailed(str(refused), causes, [*tries, *refused.tries], [one.remedy for one in found if one.remedy])


async def _address(talk: Talk, context: str) -> str:
    answer = await talk.ask(ACTIVE)
    for event in answer.lines:
        values = event.text.partition(":")[2].replace('"', "").split(",")
        if len(values) > 3 and values[0].strip() == context and values[1].strip() == "1":
            return values[3].strip()
    return ""


def defined_plan(values: Values) -> list[str]:
    context = values.get("context") or "1"
    return ["AT+CGACT?", f"AT+CGACT=1,{context}", f"AT+CGPADDR={context}"]


async def defined(talk: Talk) -> str:
    """The same with AT+CGACT (3GPP TS 27.007, 10.1.10)."""
    context = talk.values.get("context") or "1"
    lines = await talk.lines("AT+CGACT?")
    if any(re.match(rf"\+CGACT:\s*{context},\s*1", line) for line in lines):
        address = await _assigned(talk, context)
        return _("address {address}, was active").format(address=address) if address else _("was active")
    talk.undo.append(f"AT+CGACT=0,{context}")
    await talk.do(f"AT+CGACT=1,{context}")
    return _told(await _assigned(talk, context)) or _("active")


async def _assigned(talk: Talk, context: str) -> str:
    answer = await talk.ask(f"AT+CGPADDR={context}")
    found = re.search(r'\+CGPADDR:\s*\d+,"?([0-9A-Fa-f.:]+)', "\n".join(event.text for event in answer.lines))
    return found[1] if found else ""


# -- ME3630 ------------------------------------------------------------------------------------------------------


async def dial(talk: Talk) -> str:
    """Dials; hangs up at the end where this wizard dialled."""
    if address := await _dialled(talk):
        return _("address {address}, was connected").format(address=address)
    talk.undo.append("AT+ZECMCALL=0")
    await talk.do("AT+ZECMCALL=1")
    return _told(await _dialled(talk)) or _("connected")


async def _dialled(talk: Talk) -> str:
    lines = await talk.lines(DIALLED)
    found = re.search(r"IPV[46]\s*,\s*([0-9A-Fa-f.:]+)", "\n".join(lines), re.IGNORECASE)
    return found[1] if found else ""


# -- Tencent -----------------------------------------------------------------------------------------------------


def join_plan(values: Values) -> list[str]:
    """Of a module as the manual has it, which is not on the network yet."""
    if values.get("network") == "1":
        return [JOINED, _wifi(values)]
    return [JOINED, _mobile(values["apn"]), JOINED] if values.get("apn") else [JOINED, "AT+CIMI"]


def _wifi(values: Values) -> str:
    return f'AT+TCREGNET=1,"{values.get("ssid", "")}","{values.get("wifi_password", "")}"'


def _mobile(apn: str) -> str:
    return f'AT+TCREGNET=0,"{apn}"'


async def join(talk: Talk) -> str:
    """Joins the network where the module is not on it."""
    wifi = talk.values.get("network") == "1"
    try:
        return await _joined(talk, "1" if wifi else "0")
    except Refused as refused:
        if not refused.line.startswith(b"+TCREGNET"):
            raise
        # Its number is one of MQTT's, and misleads here.
        kind = _("The Wi-Fi was not joined: {line}") if wifi else _("No mobile network: {line}")
        raise StepFailed(
            kind.format(line=refused.line.decode(errors="replace")),
            (_("No coverage, no SIM card, or another name or password of the network"),),
            (_("Look at SIM card, signal and registration, then repeat the step"),),
            () if wifi else ("AT+CPIN?", "AT+CSQ", "AT+CEREG?"),
        ) from None


async def _joined(talk: Talk, network: str) -> str:
    """The ESP8266 has the commands of its maker for that. Later firmware, the M6315's too, wants an action."""
    answer = await idle(talk, JOINED)
    if (found := _place(answer, network)) is not None:
        return joined(", ", filter(None, (_told(found), _("was on the network"))))
    if network == "1":
        await talk.do(_wifi(talk.values) if answer.ok else _station_joins(talk.values))
        return _("joined")
    apn = await access.wanted(talk)
    try:
        await talk.do(_mobile(apn))
    except Refused as refused:
        if refused.line.startswith(b"+TCREGNET"):
            raise
        await talk.do(f'AT+TCREGNET=0,1,"{apn}"')
    return _told(_place(await idle(talk, JOINED), network) or "") or _("joined")


def _place(answer: Answer, network: str) -> str | None:
    """The address with which it is in that network, "" where that is not told; None where it is not in it."""
    texts = "\n".join(event.text for event in answer.lines)
    found = re.search(rf'\+TCREGNET:\s*{network}\s*,\s*1(?:\s*,\s*"([^"]*)")?', texts)
    return (found[1] or "") if found else None


async def idle(talk: Talk, command: str) -> Answer:
    """Asks until the command before is at its end: until then everything is refused."""
    begun = talk.clock.now()
    while True:
        answer = await talk.ask(command)
        busy = answer.final is not None and answer.final.line.startswith(b"+CME ERROR") and BUSY in answer.final.line
        if not busy or talk.clock.now() - begun > PATIENCE:
            return answer
        await talk.clock.sleep(1.0)


# -- Wi-Fi -------------------------------------------------------------------------------------------------------


def wifi_plan(values: Values) -> list[str]:
    name = values.get("ssid", "")
    return ["AT+CWJAP?", *([_station_joins(values)] if name else []), "AT+CIFSR"]


def _station_joins(values: Values) -> str:
    return f'AT+CWJAP="{values.get("ssid", "")}","{values.get("wifi_password", "")}"'


async def wifi(talk: Talk) -> str:
    """Joins the Wi-Fi that the user names, or stays in the one that the module is in."""
    name = talk.values.get("ssid", "")
    present, _level = await wifi_state(talk)
    if not present and not name:
        raise StepFailed(
            _("The module is in no Wi-Fi network"),
            (_("It was not told any, or the network is gone"),),
            (_("Give name and password of the network here, then repeat the step"),),
        )
    if present and name in ("", present):
        note = _("in the Wi-Fi {name}, as it was").format(name=present)
    else:
        await talk.do(_station_joins(talk.values), WIFI)
        note = _("in the Wi-Fi {name}").format(name=name)
    return joined(", ", filter(None, (_told(await _station(talk)), note)))


async def wifi_state(talk: Talk) -> tuple[str, int]:
    """Name and level (dBm) of the network that the module is in; "" and 0 for none."""
    lines = await talk.lines("AT+CWJAP?")
    found = re.search(r'\+CWJAP:\s*"([^"]*)"(?:,"[^"]*",\d+,(-?\d+))?', "\n".join(lines))
    return (found[1], int(found[2] or 0)) if found else ("", 0)


async def _station(talk: Talk) -> str:
    answer = await talk.ask("AT+CIFSR")
    found = re.search(r'STAIP,"([^"]+)"', "\n".join(event.text for event in answer.lines))
    return found[1] if found else ""
