"""Publishing and subscribing with the commands of the family in use: which command, what it takes, what was granted.

Sources: Quectel MQTT V1.0, 3.2.6 to 3.2.8; Tencent IoT MQTT AT V3.0.3, 3.3 to 3.6; Gosuncn ME3630 V1.6, 1.3 to 1.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atbench.at.events import Event
from atbench.knowledge import Knowledge
from atbench.session.status import Status
from atbench.texts import N_, _
from atbench.wizards.talk import Talk

# How the firmware of these modules takes a message: a backslash before these letters in the short form.
ESCAPED = {"tencent-esp8266": '",', "tencent-m6315": '"'}
TAILED = ("tencent-esp8266",)  # CR LF must follow the bytes of the long form
OLDER = ("bg96",)  # AT+QMTPUB in place of AT+QMTPUBEX
CTRL_Z = b"\x1a"

CLOSED = N_("Client {client} is not connected: connect first, with the wizard or AT+QMTOPEN and AT+QMTCONN")
NO_CLOUD = N_("The cloud is not connected: connect first, with the wizard")


CONNECTED = N_("Connected: messages can be written and read now. Run this step when you are done.")
"""What the wizards of clouds say where the window stops before they sign off."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a family does it. `long` and `short` are the commands that publish ("" for none), with the bytes they take.

    `fact` is the fact that says it is connected, with the value it has then.
    """

    name: str
    subscribe: str
    unsubscribe: str
    long: str = ""
    most: int = 0
    short: str = ""
    most_short: int = 0
    qos: tuple[int, ...] = (0, 1)
    clients: int = 1
    retain: bool = False
    longest_topic: int = 128
    fact: tuple[str, tuple[str, ...]] = ("", ())


QMT = Way(
    "qmt",
    "+QMTSUB",
    "+QMTUNS",
    "+QMTPUBEX",
    1500,
    qos=(0, 1, 2),
    clients=6,
    retain=True,
    longest_topic=256,
    fact=("mqtt {client}", ("connected",)),
)
TENCENT = Way(
    "tencent",
    "+TCMQTTSUB",
    "+TCMQTTUNSUB",
    "+TCMQTTPUBL",
    10240,
    "+TCMQTTPUB",
    1024,
    fact=("tencent", ("connected",)),
)
CLOUD = Way(
    "cloud",
    "+CLOUDSUB",
    "+CLOUDUNSUB",
    short="+CLOUDPUB",
    most_short=255,
    longest_topic=64,
    fact=("cloud", ("connected",)),
)
WAYS = (QMT, TENCENT, CLOUD)


def way(known: Knowledge) -> Way | None:
    """That of the module in use; None where its manuals have none of them."""
    commands = known.dialect.commands
    found = [way for way in WAYS if (way.long or way.short) in commands]
    # A Tencent firmware stands on a Quectel module as well: its own commands go first.
    return max(found, key=lambda way: (way.name in known.family, way is QMT)) if found else None


def connected(way: Way, status: Status, client: int) -> str:
    """Why nothing can be published now, as far as the traffic told; "" where it can, or where nobody knows."""
    name, values = way.fact
    value = status.get(name.format(client=client))
    if value in values or status.heard(name.format(client=client)) is None:
        return ""
    return _(CLOSED).format(client=client) if way.clients > 1 else _(NO_CLOUD)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be published."""

    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False
    client: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent: a command as text, `wire` where it is not UTF-8, and the payload that follows its prompt."""

    command: str
    payload: bytes | None = None
    wire: bytes = b""


def refusal(way: Way, letter: Letter) -> str:
    """Why the manual would refuse it, with the limit; "" where it would not."""
    size, most = len(letter.payload), way.most or way.most_short
    if problem := topic_refusal(way, letter.topic):
        return problem
    if any(sign in letter.topic for sign in "+#"):
        return _("A message goes to one topic: + and # are for subscriptions")
    if not size:
        return _("The message is empty")
    if size > most:
        return _("The message has {size} bytes, {most} are allowed").format(size=size, most=most)
    if not way.long and re.search(rb"[\r\n\x00]", letter.payload):
        return _("{command} takes one line of text: no line ends, no zero bytes").format(command=f"AT{way.short}")
    return ""


def topic_refusal(way: Way, topic: str) -> str:
    """The same for a topic alone."""
    size = len(topic.encode())
    if not topic:
        return _("A topic is needed")
    if size > way.longest_topic:
        return _("The topic has {size} bytes, {most} are allowed").format(size=size, most=way.longest_topic)
    if re.search(r'["\r\n]', topic) or (way is CLOUD and re.search("[ ,]", topic)):
        return _("The topic must not hold quotes or line ends, nor blanks and commas where it is not quoted")
    return ""


def shortened(way: Way, payload: bytes) -> bool:
    """Whether the short form can take it as it is: one line of plain text."""
    if not way.short or len(payload) > way.most_short:
        return False
    return not way.long or re.fullmatch(rb"[ !#-+\--\[\]-~]+", payload) is not None


def plan(way: Way, letter: Letter, number: int = 1, form: str = "", profile: str = "") -> Plan:
    """The command for a message. `form` is "short" or "long", "" leaves it to the length and what is in it.

    `number` is the packet number, where the family wants one.
    """
    topic, payload, qos = letter.topic, letter.payload, letter.qos
    if way is QMT:
        return publishing(letter, number, profile in OLDER)
    short = form == "short" if form and way.long else not way.long or shortened(way, payload)
    if not short:
        tail = b"\r\n" if profile in TAILED else b""
        return Plan(f'AT{way.long}="{topic}",{qos},{len(payload)}', payload + tail)
    if way is CLOUD:
        head, body, end = f"AT+CLOUDPUB={topic},{qos},", payload, b""
    else:
        marks = ESCAPED.get(profile, "").encode()
        head, end = f'AT{way.short}="{topic}",{qos},"', b'"'
        body = re.sub(rb"([%s])" % marks, rb"\\\1", payload) if marks else payload
    wire = head.encode() + body + end
    return Plan(wire.decode(errors="replace"), None, wire)


def publishing(letter: Letter, number: int, older: bool) -> Plan:
    """With the QMT commands. The `older` one ends with Ctrl+Z; only a message with one in it needs its length there."""
    packet, payload = (number if letter.qos else 0), letter.payload
    name = "AT+QMTPUB" if older else "AT+QMTPUBEX"
    command = f'{name}={letter.client},{packet},{letter.qos},{int(letter.retain)},"{letter.topic}"'
    if older and CTRL_Z not in payload:
        return Plan(command, payload + CTRL_Z)
    return Plan(f"{command},{len(payload)}", payload)


def subscribing(way: Way, topic: str, qos: int, client: int = 0, number: int = 1) -> str:
    """The command that subscribes."""
    if way is QMT:
        return f'AT+QMTSUB={client},{number},"{topic}",{qos}'
    return f'AT+TCMQTTSUB="{topic}",{qos}' if way is TENCENT else f"AT+CLOUDSUB={topic},{qos}"


def unsubscribing(way: Way, topic: str, client: int = 0, number: int = 1) -> str:
    """The command that ends it."""
    if way is QMT:
        return f'AT+QMTUNS={client},{number},"{topic}"'
    return f'AT+TCMQTTUNSUB="{topic}"' if way is TENCENT else f"AT+CLOUDUNSUB={topic}"


async def publish(talk: Talk, plan: Plan) -> Event:
    """Sends it and waits for the result. Raises StepFailed in the manual's words."""
    if plan.payload is not None:
        return await talk.data(plan.command, plan.payload)
    return await talk.do(plan.command, wire=plan.wire)
