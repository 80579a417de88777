"""The steps of the QMT wizard that look at answers."""

from __future__ import annotations

import re

from atbench.at.values import whole
from atbench.texts import _, ngettext
from atbench.wizards.cloud.messages import Letter, Plan, publishing
from atbench.wizards.cloud.signing import aliyun
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Values

OPEN = "AT+QMTOPEN?"


async def closed(talk: Talk) -> str:
    """Closes the client where it is open."""
    client = talk.values["client"]
    answer = await talk.ask(OPEN)
    if not any(re.match(rf"\+QMTOPEN:\s*{client},", event.text) for event in answer.lines):
        return _("free")
    await talk.do(f"AT+QMTCLOSE={client}")
    return _("was open, closed now")


def open_plan(values: Values) -> list[str]:
    return [f'AT+QMTOPEN={values["client"]},"{values["host"]}",{values["port"]}']


async def opened(talk: Talk) -> str:
    """Opens the connection; it is closed when the wizard is undone. Context and DNS are looked at where it fails."""
    talk.undo.append(_close)
    [command] = open_plan(talk.values)
    return talk.meaning(await talk.do(command))


async def _close(talk: Talk) -> None:
    await closed(talk)


def sign_in_plan(values: Values) -> list[str]:
    """The sign-in command with these values."""
    client = values["client"]
    if values["cloud"] == "aliyun_signed":
        told = aliyun(
            values["product"], values["device"], values["secret"], bool(values.get("tls")), values["client_id"]
        )
        return [f'AT+QMTCONN={client},"{told.client}","{told.user}","{told.password}"']
    if values["cloud"] == "any" and values.get("user"):
        return [f'AT+QMTCONN={client},"{values["client_id"]}","{values["user"]}","{values.get("password", "")}"']
    return [f'AT+QMTCONN={client},"{values["client_id"]}"']


async def connected(talk: Talk) -> str:
    [command] = sign_in_plan(talk.values)
    return talk.meaning(await talk.do(command))


def subscribe_plan(values: Values) -> list[str]:
    """All topics in one command."""
    pairs = ",".join(f'"{topic}",{values["qos"]}' for topic in values["subscribe"].splitlines() if topic)
    return [f"AT+QMTSUB={values['client']},1,{pairs}"]


async def subscribed(talk: Talk) -> str:
    """Says what was granted."""
    [command] = subscribe_plan(talk.values)
    return talk.meaning(await talk.do(command), command)


ASK = "AT+QMTPUBEX=?"


def publish_plan(values: Values) -> list[str]:
    """Of a module that has the newer command."""
    return [ASK, _publishing(values).command]


def _publishing(values: Values, older: bool = False) -> Plan:
    payload, qos, client = values.get("message", "").encode(), _number(values["qos"]), _number(values["client"])
    return publishing(Letter(values["topic"], payload, qos, client=client), 1, older)


def _number(text: str) -> int:
    """What is no number is held before it is sent."""
    return whole(text) or 0


async def published(talk: Talk) -> str:
    """With the command that the module has: older ones lack AT+QMTPUBEX."""
    plan, size = _publishing(talk.values, not (await talk.ask(ASK)).ok), len(talk.values.get("message", "").encode())
    event = await talk.data(plan.command, plan.payload or b"")
    text = ngettext("{size} byte: {result}", "{size} bytes: {result}", size)
    return text.format(size=size, result=talk.meaning(event, plan.command))


# -- what is proposed, and what looks wrong ----------------------------------------------------------------------

PLAIN, SECURED = "1883", "8883"


def usual_region(values: Values) -> str:
    return REGIONS.get(values.get("cloud", ""), "")


REGIONS = {"aliyun": "cn-shanghai", "aliyun_signed": "cn-shanghai", "huawei": "cn-north-4"}


def usual_host(values: Values) -> str:
    """The address that a cloud gives to everybody; newer instances have their own."""
    cloud, product, region = (values.get(name, "") for name in ("cloud", "product", "region"))
    if cloud.startswith("aliyun"):
        return f"{product}.iot-as-mqtt.{region}.aliyuncs.com" if product else ""
    if cloud == "onenet":
        return "mqttstls.heclouds.com" if values.get("tls") else "mqtts.heclouds.com"
    return f"iotda-device.{region}.myhuaweicloud.com" if cloud == "huawei" else ""


def usual_port(values: Values) -> str:
    return SECURED if values.get("tls") else PLAIN


def port_doubt(values: Values) -> str:
    """Aliyun speaks both ways on 1883, the others do not."""
    port, tls = values.get("port", ""), bool(values.get("tls"))
    if tls and port == PLAIN and not values.get("cloud", "").startswith("aliyun"):
        return _("unusual: TLS mostly goes with port {port}").format(port=SECURED)
    if not tls and port == SECURED:
        return _("unusual: port {port} mostly goes with TLS").format(port=port)
    return ""


def usual_client(values: Values) -> str:
    """OneNET and Huawei know a device by its client identifier."""
    cloud = values.get("cloud", "")
    return {"onenet": values.get("device", ""), "huawei": values.get("product", "")}.get(cloud, "") or "atbench"


def client_doubt(values: Values) -> str:
    device = values.get("device", "")
    if values.get("cloud") == "onenet" and device and values.get("client_id") != device:
        return _("OneNET wants the name of the device here: {device}").format(device=device)
    return ""
