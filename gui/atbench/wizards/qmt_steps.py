"""The steps of the QMT wizard that look at answers."""

from __future__ import annotations

import re

from atbench.texts import _
from atbench.wizards.signing import aliyun
from atbench.wizards.talk import Talk


async def closed(talk: Talk) -> str:
    """Closes the client where it is open."""
    client = talk.values["client"]
    answer = await talk.ask("AT+QMTOPEN?")
    if not any(re.match(rf"\+QMTOPEN:\s*{client},", event.text) for event in answer.lines):
        return _("free")
    await talk.do(f"AT+QMTCLOSE={client}")
    return _("was open, closed now")


async def opened(talk: Talk) -> str:
    """Opens the connection; it is closed when the wizard is undone. Context and DNS are looked at where it fails."""
    values = talk.values
    talk.undo.append(_close)
    event = await talk.do(f'AT+QMTOPEN={values["client"]},"{values["host"]}",{values["port"]}')
    return talk.explain(event).note


async def _close(talk: Talk) -> None:
    client = talk.values["client"]
    if talk.session.status.get(f"mqtt {client}") in ("open", "connected"):
        await talk.do(f"AT+QMTCLOSE={client}")


def signed(values: dict[str, str]) -> str:
    """The sign-in command with these values."""
    client = values["client"]
    if values["cloud"] == "aliyun_signed":
        told = aliyun(
            values["product"], values["device"], values["secret"], bool(values.get("tls")), values["client_id"]
        )
        return f'AT+QMTCONN={client},"{told.client}","{told.user}","{told.password}"'
    if values["cloud"] == "any" and values.get("user"):
        return f'AT+QMTCONN={client},"{values["client_id"]}","{values["user"]}","{values.get("password", "")}"'
    return f'AT+QMTCONN={client},"{values["client_id"]}"'


async def connected(talk: Talk) -> str:
    event = await talk.do(signed(talk.values))
    return talk.explain(event).note


async def subscribed(talk: Talk) -> str:
    """All topics in one command; says what was granted."""
    values = talk.values
    pairs = ",".join(f'"{topic}",{values["qos"]}' for topic in values["subscribe"].splitlines() if topic)
    command = f"AT+QMTSUB={values['client']},1,{pairs}"
    event = await talk.do(command)
    return talk.explain(event, command).note


async def published(talk: Talk) -> str:
    values = talk.values
    payload = values.get("message", "").encode()
    number = 0 if values["qos"] == "0" else 1
    command = f'AT+QMTPUBEX={values["client"]},{number},{values["qos"]},0,"{values["topic"]}",{len(payload)}'
    event = await talk.data(command, payload)
    return _("{size} bytes: {result}").format(size=len(payload), result=talk.explain(event, command).note)
