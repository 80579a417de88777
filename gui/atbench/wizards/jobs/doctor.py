"""The doctor: from the cable to the internet, stops at the first red light with the reason and what to do."""

from __future__ import annotations

import re

from atbench.texts import N_, _
from atbench.wizards.network.steps import (
    ACCESS_POINT,
    ALIVE,
    ATTACH,
    CHECKS,
    CONTEXT_UP,
    IDENTITY,
    NETWORK_FIELDS,
    OPERATOR,
    REGISTRATION,
    SIGNAL,
    SIM,
    WIFI_FIELDS,
)
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, StepFailed, Wizard

YEARS = range(24, 70)  # modules without a clock that was set say 70, 80, 00 or 04


async def name_service(talk: Talk) -> str:
    """Resolves a name: the last thing that must work before any service does."""
    context, host = talk.values.get("context") or "1", talk.values.get("host") or "example.com"
    command = f'AT+QIDNSGIP={context},"{host}"'
    with talk.session.expect(lambda event: event.text.startswith('+QIURC: "dnsgip"')) as told:
        answer = await talk.ask(command)
        if not answer.ok:
            raise talk.failed(command, answer.final)
        event = await talk.late(told, command, 60.0)
        found = re.match(r'\+QIURC: "dnsgip",(\d+)', event.text)
        if not found or found[1] != "0":
            code = found[1] if found else event.text
            why = talk.meaning(event, command) or event.text
            raise StepFailed(
                _("No address for {host}: {why} ({code})").format(host=host, why=why, code=code),
                (_("The context has no name server"), _("The access point does not lead to the internet")),
                (_("Look at the name servers"), _("Set others")),
                (f"AT+QIDNSCFG={context}", f'AT+QIDNSCFG={context},"223.5.5.5","8.8.8.8"'),
            )
    return _("{host} has an address").format(host=host)


async def clock(talk: Talk) -> str:
    lines = await talk.lines("AT+CCLK?")
    found = re.search(r'"(\d\d)/(\d\d)/(\d\d),([\d:]+)', lines[0] if lines else "")
    if found and int(found[1]) in YEARS:
        return f"20{found[1]}-{found[2]}-{found[3]} {found[4]}"
    has, context = talk.knowledge.commands, talk.values.get("context") or "1"
    remedies = {"+CTZU": "AT+CTZU=1", "+QNTP": f'AT+QNTP={context},"ntp.aliyun.com",123,1'}
    raise StepFailed(
        _("The clock is not set: certificates will be refused"),
        (_("The network does not tell the time, or the module does not take it over"),),
        (_("Have the network set it, or a time server"), _("Set it by hand with AT+CCLK")),
        [command for name, command in remedies.items() if name in has],
    )


WIZARD = Wizard(
    "doctor",
    N_("Doctor"),
    N_("Goes from the cable to the internet and stops at the first thing that does not work."),
    (
        *NETWORK_FIELDS,
        *WIFI_FIELDS,
        Field("host", N_("Name to look up"), row="+QIDNSGIP.hostname", default="example.com"),
    ),
    (
        ALIVE,
        IDENTITY,
        SIM,
        SIGNAL,
        REGISTRATION,
        OPERATOR,
        ATTACH,
        ACCESS_POINT,
        CHECKS,
        CONTEXT_UP,
        Step(
            "dns",
            N_("Name service"),
            N_("Servers are called by name; without a name service nothing is found."),
            ('AT+QIDNSGIP={context},"{host}"',),
            name_service,
            ("host",),
            "+QIDNSGIP",
            needs="+QIDNSGIP",
            absent=N_("This module has no command that looks up a name"),
        ),
        Step(
            "clock",
            N_("Clock"),
            N_("TLS certificates need the right time."),
            ("AT+CCLK?",),
            clock,
            manual="+CCLK",
            needs="+CCLK",
            absent=N_("This module does not tell its clock"),
        ),
    ),
    discreet=True,
)
