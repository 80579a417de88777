"""The access point: proposed from the SIM card, and set in the way that the module has."""

from __future__ import annotations

import re

from atbench.texts import _
from atbench.wizards.network.operators import apn_of
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Values

COMMON = "CMNET"  # where a command wants one and nothing is known of the card


async def proposed(talk: Talk) -> str:
    """The usual access point of the card's operator, "" for one that is not known."""
    return apn_of(next((line for line in await talk.lines("AT+CIMI") if line.isdecimal()), ""))


def _note(apn: str, present: str, given: bool) -> str:
    if apn == present:
        return _("{apn}, as it was").format(apn=present) if present else _("none set: the network chooses")
    return apn if given else _("{apn}, proposed for the operator of the SIM card").format(apn=apn)


def quectel_plan(values: Values) -> list[str]:
    """What is set is asked first; it is set where the user names another one."""
    ask = f"AT+QICSGP={values.get('context') or '1'}"
    return [ask, _set(values, values["apn"])] if values.get("apn") else [ask]


def _set(values: Values, apn: str) -> str:
    user, password = values.get("apn_user", ""), values.get("apn_password", "")
    return f'AT+QICSGP={values.get("context") or "1"},1,"{apn}","{user}","{password}",{1 if user else 0}'


async def quectel(talk: Talk) -> str:
    """Sets the access point where the user named one, else proposes the operator's where none is set."""
    context, given = talk.values.get("context") or "1", talk.values.get("apn", "")
    lines = await talk.lines(f"AT+QICSGP={context}")
    found = re.match(r'\+QICSGP:\s*(\d+),"([^"]*)"', lines[0] if lines else "")
    present = found[2] if found else ""
    wanted = given or present or await proposed(talk)
    if wanted != present:
        await talk.do(_set(talk.values, wanted))
    return _note(wanted, present, bool(given))


def defined_plan(values: Values) -> list[str]:
    """The same, of a module without AT+QICSGP."""
    context, apn = values.get("context") or "1", values.get("apn", "")
    told = ["AT+CGDCONT?", *([f'AT+CGDCONT={context},"IP","{apn}"'] if apn else [])]
    return [*told, _signed(values)] if values.get("apn_user") else told


def _signed(values: Values) -> str:
    user, password = values.get("apn_user", ""), values.get("apn_password", "")
    return f'AT+CGAUTH={values.get("context") or "1"},1,"{user}","{password}"'


async def defined(talk: Talk) -> str:
    """The same with AT+CGDCONT (3GPP TS 27.007, 10.1.1); user and password stand in AT+CGAUTH there."""
    context, given = talk.values.get("context") or "1", talk.values.get("apn", "")
    lines = await talk.lines("AT+CGDCONT?")
    matches = (re.match(rf'\+CGDCONT:\s*{context},"([^"]*)","([^"]*)"', line) for line in lines)
    found = next((match for match in matches if match), None)
    present = found[2] if found else ""
    wanted = given or present or await proposed(talk)
    if wanted != present:
        await talk.do(f'AT+CGDCONT={context},"{found[1] if found else "IP"}","{wanted}"')
    if talk.values.get("apn_user"):
        await talk.do(_signed(talk.values))
    return _note(wanted, present, bool(given))


async def wanted(talk: Talk) -> str:
    """The access point for a command that must have one."""
    return talk.values.get("apn") or await proposed(talk) or COMMON


async def chosen(talk: Talk) -> str:
    """Where it goes with the command that joins: it is told, not set."""
    given = talk.values.get("apn", "")
    return _note(await wanted(talk), "", bool(given))
