"""MQTT for Aliyun on a Gosuncn ME3630: its CLOUD commands. Gosuncn ME3630 Aliyun MQTT AT commands V1.6."""

from __future__ import annotations

import re

from atbench.texts import N_, _
from atbench.wizards.network import ALIVE, REGISTRATION, SIGNAL, SIM
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, StepFailed, Wizard

FIRST = "AL_ME3630C1CV1.0B01"
"""The first firmware with CLOUD commands (section 1)."""

_VERSION = re.compile(r"V(\d+)\.(\d+)B(\d+)", re.IGNORECASE)


async def firmware(talk: Talk) -> str:
    """Compares the firmware with the first that has the CLOUD commands; a strange name is no reason to stop."""
    lines = await talk.lines("AT+CGMR")
    found = next((line for line in lines if _VERSION.search(line)), " ".join(lines))
    version, first = _VERSION.search(found), _VERSION.search(FIRST)
    if version and first and [int(part) for part in version.groups()] < [int(part) for part in first.groups()]:
        raise StepFailed(
            _("{found} is older than {first}: it has no CLOUD commands").format(found=found, first=FIRST),
            (_("CLOUD commands came with {first}").format(first=FIRST),),
            (_("Ask the maker for a newer firmware"),),
        )
    return found


async def service(talk: Talk) -> str:
    answer = await talk.ask("AT+ZPAS?")
    line = next((event for event in answer.lines if event.text.startswith("+ZPAS")), None)
    if line is None:
        return _("not told by this firmware")
    if '"No Service"' in line.text:
        raise StepFailed(
            _("No service"), (_("No coverage, or the card is refused"),), (_("Look at the signal"),), ("AT+CSQ",)
        )
    return talk.explain(line).summary


async def dial(talk: Talk) -> str:
    """Dials; hangs up at the end where this wizard dialled."""
    lines = await talk.lines("AT+ZECMCALL?")
    if any("IPV4" in line.upper() for line in lines):
        return _("was connected")
    await talk.do("AT+ZECMCALL=1")
    talk.undo.append("AT+ZECMCALL=0")
    return _("connected")


async def sign_in(talk: Talk) -> str:
    """The result comes as +ALIAUTH, behind OK or before it."""
    values = talk.values
    command = f"AT+CLOUDAUTH={values['product']},{values['device']},{values['secret']}"
    with talk.session.expect(lambda event: event.line.startswith(b"+ALIAUTH")) as told:
        answer = await talk.ask(command)
        if not answer.ok:
            raise talk.failed(command, answer.final)
        event = await told.wait(talk.session.late_limit(command))
    if "OK" not in event.text:
        raise talk.failed(command, event)
    return talk.explain(event, command).note or _("accepted")


async def subscribe(talk: Talk) -> str:
    pairs = ",".join(f"{topic},{talk.values['qos']}" for topic in talk.values["subscribe"].splitlines() if topic)
    event = await talk.do(f"AT+CLOUDSUB={pairs}")
    return talk.explain(event).note


async def publish(talk: Talk) -> str:
    values = talk.values
    if "\n" in values["message"]:
        raise StepFailed(_("The message has several lines; the command takes one"))
    await talk.do(f"AT+CLOUDPUB={values['topic']},{values['qos']},{values['message']}")
    return _("{length} bytes").format(length=len(values["message"].encode()))


WIZARD = Wizard(
    "me3630",
    N_("Aliyun on ME3630"),
    N_("Dials, signs in at Aliyun, subscribes, and publishes a message."),
    (
        Field("product", N_("Product (ProductKey)"), row="+CLOUDAUTH.pkey", max=64),
        Field("device", N_("Device (DeviceName)"), row="+CLOUDAUTH.dname", max=64),
        Field("secret", N_("Secret of the device"), row="+CLOUDAUTH.dsrt", max=64, secret=True),
        Field("subscribe", N_("Topics to subscribe to"), "list", max=64, needed=False),
        Field("qos", N_("Quality of service"), "choice", default="1", choices=(("0", "0"), ("1", "1"))),
        Field("topic", N_("Topic to publish to"), max=64, needed=False),
        Field("message", N_("Message"), "long", max=255, needed=False, when="topic"),
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
        Step("dial", N_("Dial"), N_("Gives the module its address."), ("AT+ZECMCALL=1",), dial, manual="+ZECMCALL"),
        Step(
            "auth",
            N_("Device data"),
            N_("Signs in with the data of the device; they stand without quotes."),
            ("AT+CLOUDAUTH={product},{device},{secret}",),
            sign_in,
            ("product", "device", "secret"),
            "+CLOUDAUTH",
        ),
        Step(
            "connect",
            N_("Connect"),
            N_("Connects to the cloud."),
            ("AT+CLOUDCONN",),
            manual="+CLOUDCONN",
            undo=("AT+CLOUDDISCONN",),
        ),
        Step(
            "subscribe",
            N_("Subscribe"),
            N_("Asks for messages, up to eight topics in one command."),
            ("AT+CLOUDSUB={subscribe},{qos}",),
            subscribe,
            ("subscribe", "qos"),
            "+CLOUDSUB",
            when="subscribe",
        ),
        Step(
            "publish",
            N_("Publish"),
            N_("Sends the message. A bare number is taken for a length by some firmware."),
            ("AT+CLOUDPUB={topic},{qos},{message}",),
            publish,
            ("topic", "message", "qos"),
            "+CLOUDPUB",
            when="topic",
        ),
    ),
    ("gosuncn",),
    "me3630",
)
