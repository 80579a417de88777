"""The doctor: from the cable to the internet, stops at the first red light with the reason and what to do."""

from __future__ import annotations

import re

from atbench.texts import N_, _
from atbench.wizards.network import (
    ACCESS_POINT,
    ALIVE,
    ATTACH,
    CONTEXT_UP,
    IDENTITY,
    NETWORK_FIELDS,
    OPERATOR,
    REGISTRATION,
    SIGNAL,
    SIM,
)
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, StepFailed, Wizard


async def name_service(talk: Talk) -> str:
    """Resolves a name: the last thing that must work before any service does."""
    context, host = talk.values.get("context") or "1", talk.values.get("host") or "example.com"
    command = f'AT+QIDNSGIP={context},"{host}"'
    with talk.session.expect(lambda event: event.text.startswith('+QIURC: "dnsgip"')) as told:
        answer = await talk.ask(command)
        if not answer.ok:
            raise talk.failed(command, answer.final)
        event = await told.wait(60.0)
        found = re.match(r'\+QIURC: "dnsgip",(\d+)', event.text)
        if not found or found[1] != "0":
            raise StepFailed(
                _("{host} was not found: {line}").format(host=host, line=event.text),
                (_("The context has no name server"), _("The access point does not lead to the internet")),
                (_("Look at the name servers"), _("Set others")),
                (f"AT+QIDNSCFG={context}", f'AT+QIDNSCFG={context},"223.5.5.5","8.8.8.8"'),
            )
    return _("{host} has an address").format(host=host)


async def clock(talk: Talk) -> str:
    lines = await talk.lines("AT+CCLK?")
    found = re.search(r'"(\d\d)/(\d\d)/(\d\d),([\d:]+)', lines[0] if lines else "")
    if not found or found[1] in ("70", "80", "04", "00"):
        return _("not set: certificates may be refused")
    return f"20{found[1]}-{found[2]}-{found[3]} {found[4]}"


WIZARD = Wizard(
    "doctor",
    N_("Doctor"),
    N_("Goes from the cable to the internet and stops at the first thing that does not work."),
    (*NETWORK_FIELDS, Field("host", N_("Name to look up"), row="+QIDNSGIP.hostname", default="example.com")),
    (
        ALIVE,
        IDENTITY,
        SIM,
        SIGNAL,
        REGISTRATION,
        OPERATOR,
        ATTACH,
        ACCESS_POINT,
        CONTEXT_UP,
        Step(
            "dns",
            N_("Name service"),
            N_("Servers are called by name; without a name service nothing is found."),
            ('AT+QIDNSGIP={context},"{host}"',),
            name_service,
            ("host",),
            "+QIDNSGIP",
            optional=True,
        ),
        Step(
            "clock",
            N_("Clock"),
            N_("TLS certificates need the right time."),
            ("AT+CCLK?",),
            clock,
            manual="+CCLK",
            optional=True,
        ),
    ),
    ("quectel",),
)
