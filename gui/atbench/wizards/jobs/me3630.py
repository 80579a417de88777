"""MQTT for Aliyun on a Gosuncn ME3630: its CLOUD commands. Gosuncn ME3630 Aliyun MQTT AT commands V1.6."""

from __future__ import annotations

import re

from atbench.session.answers import TimedOut
from atbench.texts import N_, _, ngettext
from atbench.wizards.cloud.messages import CONNECTED
from atbench.wizards.network.joining import DIALLED, dial
from atbench.wizards.network.looks import service
from atbench.wizards.network.steps import ACCESS_POINT, ALIVE, NETWORK_FIELDS, REGISTRATION, SIGNAL, SIM
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Refused, Step, StepFailed, Values, Wizard

FIRST = "AL_ME3630C1CV1.0B01"
"""The first firmware with CLOUD commands (section 1)."""

MOST_TOPICS = 8  # of one command (1.3)
ACKNOWLEDGED = 12.0  # s for the server's answer to a message with QoS 1
DISCONNECT = "AT+CLOUDDISCONN"

_VERSION = re.compile(r"(?P<line>\w*?)V(?P<number>\d+\.\d+B\d+)", re.IGNORECASE)


async def firmware(talk: Talk) -> str:
    """Compares the firmware with the first that has the CLOUD commands.

    Only versions of one line can be compared; another line, or a strange name, is told and no reason to stop.
    """
    lines = await talk.lines("AT+CGMR")
    found = next((line for line in lines if _VERSION.search(line)), " ".join(lines))
    version, first = _VERSION.search(found), _VERSION.fullmatch(FIRST)
    if not version or not first or version["line"].upper() != first["line"].upper():
        return _("{found}: no firmware of the line of {first}, it may lack the CLOUD commands").format(
            found=found, first=FIRST
        )
    if _numbers(version) < _numbers(first):
        raise StepFailed(
            _("{found} is older than {first}: it has no CLOUD commands").format(found=found, first=FIRST),
            (_("CLOUD commands came with {first}").format(first=FIRST),),
            (_("Ask the maker for a newer firmware"),),
        )
    return _("{found}, has the CLOUD commands (from {first} on)").format(found=found, first=FIRST)


def _numbers(version: re.Match[str]) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version["number"])]


def sign_in_plan(values: Values) -> list[str]:
    return [f"AT+CLOUDAUTH={values['product']},{values['device']},{values['secret']}"]


async def sign_in(talk: Talk) -> str:
    """Nothing tells whether the module is connected already: then it refuses, and is signed off first."""
    [command] = sign_in_plan(talk.values)
    try:
        return await _authorised(talk, command)
    except Refused:
        if not (await talk.ask(DISCONNECT)).ok:
            raise
        return await _authorised(talk, command)


async def _authorised(talk: Talk, command: str) -> str:
    """The result comes as +ALIAUTH, behind OK or before it."""
    with talk.session.expect(lambda event: event.line.startswith(b"+ALIAUTH")) as told:
        answer = await talk.ask(command)
        if not answer.ok:
            raise talk.failed(command, answer.final)
        event = await talk.late(told, command)
    if "OK" not in event.text:
        raise talk.failed(command, event)
    return talk.meaning(event, command) or _("accepted")


def subscribe_plan(values: Values) -> list[str]:
    pairs = ",".join(f"{topic},{values['qos']}" for topic in values["subscribe"].splitlines() if topic)
    return [f"AT+CLOUDSUB={pairs}"]


def topics_limit(values: Values) -> str:
    count = len([topic for topic in values.get("subscribe", "").splitlines() if topic])
    if count <= MOST_TOPICS:
        return ""
    return _("{count} topics, {most} are allowed").format(count=count, most=MOST_TOPICS)


async def subscribe(talk: Talk) -> str:
    [command] = subscribe_plan(talk.values)
    return talk.meaning(await talk.do(command))


def message_limit(values: Values) -> str:
    return _("The message has several lines; the command takes one") if "\n" in values.get("message", "") else ""


def publish_plan(values: Values) -> list[str]:
    """A line end would end the command: nothing of such a message is sent."""
    if problem := message_limit(values):
        raise StepFailed(problem)
    return [f"AT+CLOUDPUB={values['topic']},{values['qos']},{values['message']}"]


async def publish(talk: Talk) -> str:
    values = talk.values
    [command] = publish_plan(values)
    length = len(values["message"].encode())
    with talk.session.expect(lambda event: event.line.startswith((b"+CLOUDPUBACK", b"+CMD ERROR"))) as told:
        await talk.do(command)
        if values["qos"] == "0":
            return ngettext("{length} byte", "{length} bytes", length).format(length=length)
        try:
            event = await told.wait(ACKNOWLEDGED)
        except TimedOut:  # the manual names no such line, sisters of this module have it
            text = ngettext(
                "{length} byte; no acknowledgement was told", "{length} bytes; no acknowledgement was told", length
            )
            return text.format(length=length)
    if event.line.startswith(b"+CMD"):
        raise talk.failed(command, event)
    return ngettext("{length} byte, acknowledged", "{length} bytes, acknowledged", length).format(length=length)


async def disconnect(talk: Talk) -> str:
    event = await talk.do(DISCONNECT)
    while DISCONNECT in talk.undo:
        talk.undo.remove(DISCONNECT)
    return talk.meaning(event, DISCONNECT)


WIZARD = Wizard(
    "me3630",
    N_("Aliyun on ME3630"),
    N_("Dials, signs in at Aliyun, subscribes, and publishes a message."),
    (
        *NETWORK_FIELDS,
        Field("product", N_("Product (ProductKey)"), row="+CLOUDAUTH.pkey", max=64),
        Field("device", N_("Device (DeviceName)"), row="+CLOUDAUTH.dname", max=64),
        Field("secret", N_("Secret of the device"), row="+CLOUDAUTH.dsrt", max=64, secret=True),
        Field("subscribe", N_("Topics to subscribe to"), "list", max=64, needed=False, limit=topics_limit),
        Field("qos", N_("Quality of service"), "choice", default="1", choices=(("0", "0"), ("1", "1"))),
        Field("topic", N_("Topic to publish to"), max=64, needed=False),
        Field("message", N_("Message"), "long", max=255, needed=False, when="topic", limit=message_limit),
    ),
    (
        ALIVE,
        Step(
            "firmware",
            N_("Firmware"),
            N_("Whether this firmware has the CLOUD commands."),
            ("AT+CGMR",),
            firmware,
            manual="+CGMR",
        ),
        SIM,
        SIGNAL,
        REGISTRATION,
        Step("service", N_("Service"), N_("Which network serves the module."), ("AT+ZPAS?",), service, manual="+ZPAS"),
        ACCESS_POINT,
        Step(
            "dial",
            N_("Dial"),
            N_("Gives the module its address."),
            (DIALLED, "AT+ZECMCALL=1", DIALLED),
            dial,
            manual="+ZECMCALL",
        ),
        Step(
            "auth",
            N_("Device data"),
            N_("Signs in with the data of the device; they stand without quotes."),
            ("AT+CLOUDAUTH",),
            sign_in,
            ("product", "device", "secret"),
            "+CLOUDAUTH",
            plan=sign_in_plan,
        ),
        Step(
            "connect",
            N_("Connect"),
            N_("Connects to the cloud."),
            ("AT+CLOUDCONN",),
            manual="+CLOUDCONN",
            undo=(DISCONNECT,),
            revisit=("auth",),
        ),
        Step(
            "subscribe",
            N_("Subscribe"),
            N_("Asks for messages, up to eight topics in one command."),
            ("AT+CLOUDSUB",),
            subscribe,
            ("subscribe", "qos"),
            "+CLOUDSUB",
            when="subscribe",
            plan=subscribe_plan,
        ),
        Step(
            "publish",
            N_("Publish"),
            N_("Sends the message. A bare number is taken for a length by some firmware."),
            ("AT+CLOUDPUB",),
            publish,
            ("topic", "message", "qos"),
            "+CLOUDPUB",
            when="topic",
            plan=publish_plan,
        ),
        Step(
            "end",
            N_("Disconnect"),
            N_("Signs off."),
            (DISCONNECT,),
            disconnect,
            manual="+CLOUDDISCONN",
            pause=CONNECTED,
        ),
    ),
    ("gosuncn",),
    "me3630",
    console=True,
)
