"""What the demo's session must show, row by row, and the judge of it. No Qt.

The session is that of a module that signs in at Aliyun, subscribes, is sent a property, publishes one and leaves. A
row is right when its answers, final result and late result came, and nothing else: in this order, from its command to
the next one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atbench.command_sets.model import Row
from atbench.texts import _

HOST = r"iot-as-mqtt\.cn-shanghai\.aliyuncs\.com"
ADDRESS = r'"\d+\.\d+\.\d+\.\d+"'


@dataclass(frozen=True, slots=True)
class Step:
    """A command (as a pattern) and the lines that must follow, each as a pattern, with `OK` among them."""

    command: str
    lines: tuple[str, ...] = ("OK",)


# The order of the session; a payload is not in it, because it follows the prompt of the command before it.
STEPS = (
    Step(r"AT"),
    Step(r"AT\+CPIN\?", (r"\+CPIN: READY", "OK")),
    Step(r"AT\+CREG\?", (r"\+CREG: \d,1", "OK")),
    Step(r"AT\+CGREG\?", (r"\+CGREG: \d,1", "OK")),
    Step(r"AT\+CEREG\?", (r"\+CEREG: \d,1", "OK")),
    Step(r"AT\+QICSGP=1", (r'\+QICSGP: 1,"CMNET","","",1', "OK")),
    Step(r'AT\+QICSGP=1,1,"CMNET","","",1'),
    Step(r"AT\+QIACT=1"),
    Step(r"AT\+QIACT\?", (rf"\+QIACT: 1,1,1,{ADDRESS}", "OK")),
    Step(r'AT\+QMTCFG="recv/mode",0,0,1'),
    Step(r'AT\+QMTCFG="aliauth",0,.+'),
    Step(rf'AT\+QMTOPEN=0,"{HOST}",1883', ("OK", r"\+QMTOPEN: 0,0")),
    Step(r"AT\+QMTOPEN\?", (rf'\+QMTOPEN: 0,"{HOST}",1883', "OK")),
    Step(r'AT\+QMTCONN=0,"[^"]+"', ("OK", r"\+QMTCONN: 0,0,0")),
    Step(r"AT\+QMTCONN\?", (r"\+QMTCONN: 0,3", "OK")),
    Step(r'AT\+QMTSUB=0,1,".+/property/set",0', ("OK", r"\+QMTSUB: 0,1,0,1")),
    Step(r'AT\+QMTSUB=0,1,".+/property/post",0', ("OK", r"\+QMTSUB: 0,1,0,1")),
    Step(r'AT\+QMTUNS=0,2,".+/property/set"', ("OK", r"\+QMTUNS: 0,2,0")),
    Step(r'AT\+QMTUNS=0,2,".+/property/post"', ("OK", r"\+QMTUNS: 0,2,0")),
    Step(r'AT\+QMTSUB=0,1,".+/property/set",0', ("OK", r"\+QMTSUB: 0,1,0,1")),
    Step(r'AT\+QMTSUB=0,1,".+/property/post",0', ("OK", r"\+QMTSUB: 0,1,0,1", r"\+QMTRECV: 0,0,.+")),
    Step(r'AT\+QMTPUBEX=0,0,0,0,".+/property/post",\d+', (">", "OK", r"\+QMTPUBEX: 0,0,0")),
    Step(r"AT\+QMTDISC=0", ("OK", r"\+QMTDISC: 0,0")),
    Step(r"AT\+QIDEACT=1"),
)
PUSH_AFTER = 20  # the step, from 0, after whose result the cloud sends its property


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the session: `kind` as in the log."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Push:
    """What the cloud sends to the device."""

    topic: str
    payload: bytes

    @property
    def line(self) -> str:
        """The URC that must come of it (Quectel MQTT V1.0 3.3.1, recv/mode 0 with the length)."""
        return f'+QMTRECV: 0,0,"{self.topic}",{len(self.payload)},"{self.payload.decode()}"'


def push_for(rows: Iterable[Row]) -> Push:
    """A property for the device that the list subscribes for."""
    topic = next(found[1] for row in rows if (found := re.search(r'QMTSUB=0,1,"(.+/property/set)"', row.text)))
    payload = b'{"method":"thing.service.property.set","id":"20250002","params":{"lamp":1},"version":"1.0.0"}'
    return Push(topic, payload)


def published(rows: Sequence[Row]) -> tuple[str, bytes]:
    """Topic and payload that must reach the far end: those of the list."""
    for row, following in itertools.pairwise(rows):
        if found := re.match(r'AT\+QMTPUBEX=0,0,0,0,"(.+)",(\d+)', row.text):
            return found[1], following.text.encode()
    raise ValueError("the list publishes nothing")


def judge(heard: Sequence[Heard], push: Push) -> list[str]:
    """What was not as it should be, one sentence each; empty when all is right."""
    rounds = _rounds(heard)
    problems = []
    for number, step in enumerate(STEPS):
        if number >= len(rounds):
            problems.append(_("{command} was never sent").format(command=_plain(step.command)))
            continue
        command, lines = rounds[number]
        if not re.fullmatch(step.command, command):
            told = _("{wanted} should come here, {command} came")
            problems.append(told.format(wanted=_plain(step.command), command=command))
        problems += _compare(command, step.lines, lines)
    if not any(push.line == line for _command, lines in rounds for line in lines):
        problems.append(_("the message of the cloud did not arrive as it was sent"))
    return problems


def _compare(command: str, wanted: Sequence[str], lines: Sequence[str]) -> list[str]:
    if len(wanted) == len(lines) and all(re.fullmatch(*pair, re.DOTALL) for pair in zip(wanted, lines, strict=True)):
        return []
    told = _("{command}: {wanted} should follow, {lines} followed")
    shown = ", ".join(map(_plain, wanted))
    return [told.format(command=command, wanted=shown, lines=", ".join(lines) or _("nothing"))]


def _rounds(heard: Sequence[Heard]) -> list[tuple[str, list[str]]]:
    """Every command with the lines up to the next one; a payload belongs to the command of its prompt."""
    rounds: list[tuple[str, list[str]]] = []
    for line in heard:
        if line.kind == "command" and line.text.upper().startswith("AT"):
            rounds.append((line.text, []))
        elif rounds and line.kind in ("answer", "final", "late", "urc", "prompt"):
            rounds[-1][1].append(line.text)
    return rounds


def _plain(pattern: str) -> str:
    return re.sub(r"\\(.)", r"\1", pattern)
