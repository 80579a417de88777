"""A small dialect written by hand, so that the engine is tested without any manual row."""

import re

from atbench.at.dialect import CommandRule, Counted, Dialect, Role


def _role(kind: str, name: str, pattern: bytes, **more: object) -> Role:
    return Role(kind, name, re.compile(pattern + rb"\Z"), **more)  # type: ignore[arg-type]


SMALL = Dialect(
    "small",
    roles={
        b"RDY": (_role("urc", "RDY", rb"RDY"),),
        b"POWERED DOWN": (_role("urc", "POWERED DOWN", rb"POWERED DOWN"),),
        b"+CPIN": (_role("answer", "+CPIN", rb"\+CPIN: .*", form="read"), _role("urc", "+CPIN", rb"\+CPIN: .*")),
        b"+CREG": (
            _role("answer", "+CREG", rb"\+CREG: ?[0-2],\d(,.*)?", form="read"),
            _role("urc", "+CREG", rb'\+CREG: ?\d(,".*)?'),
        ),
        b"+CSQ": (_role("answer", "+CSQ", rb"\+CSQ: ?\d+,\d+", form="execute"),),
        b"+QMTOPEN": (
            _role("answer", "+QMTOPEN", rb'\+QMTOPEN: ?[0-5],".*', form="read"),
            _role("late", "+QMTOPEN", rb"\+QMTOPEN: ?[0-5],-?\d", good=re.compile(rb".*,0\Z")),
        ),
        b"+QMTCONN": (
            _role("answer", "+QMTCONN", rb"\+QMTCONN: ?[0-5],[1-4]", form="read"),
            _role(
                "late",
                "+QMTCONN",
                rb"\+QMTCONN: ?[0-5],[0-2](,[0-5])?",
                good=re.compile(rb".*,0(,0)?\Z"),
                more=re.compile(rb"\+QMTCONN: ?[0-5],1\Z"),
            ),
        ),
        b"+CMT": (_role("urc", "+CMT", rb"\+CMT: .*", body="line"),),
        b"+CMGR": (_role("answer", "+CMGR", rb"\+CMGR: .*", body="line"),),
        b"+CUSD": (_role("urc", "+CUSD", rb"\+CUSD: .*", body="quote"),),
        b"+QFDWL": (_role("answer", "+QFDWL", rb"\+QFDWL: ?\d+,[0-9a-f]+"),),
    },
    with_body=(b"+CMT", b"+CMGR", b"+CUSD"),
    commands={
        "+QMTOPEN": CommandRule("+QMTOPEN", late=("+QMTOPEN",)),
        "+QMTCONN": CommandRule("+QMTCONN", late=("+QMTCONN",)),
        "+QMTPUBEX": CommandRule("+QMTPUBEX", opens="prompt", length=5),
        "+CMGS": CommandRule("+CMGS", opens="prompt"),
        "+QFDWL": CommandRule("+QFDWL", opens="connect", data="in"),
        "+QFREAD": CommandRule("+QFREAD", opens="connect"),
        "+QIRD": CommandRule("+QIRD"),
        "+QISWTMD": CommandRule("+QISWTMD", opens="connect", data="both"),
        "+CSQ": CommandRule("+CSQ"),
        "+CPIN": CommandRule("+CPIN"),
        "+CREG": CommandRule("+CREG"),
        "I": CommandRule("I", bare=True),
        "D": CommandRule("D", opens="connect", data="both", dials=True),
    },
    counted=(
        Counted(
            b"+QMTRECV",
            "+QMTRECV",
            "urc",
            re.compile(rb'\+QMTRECV: ?\d,\d+, ?"[^"]*", ?(?P<n>\d+),'),
            quoted=True,
        ),
        Counted(b"+QIRD", "+QIRD", "answer", re.compile(rb"\+QIRD: ?(?P<n>\d+)\r\n")),
        Counted(b"CONNECT", "CONNECT", "final", re.compile(rb"CONNECT (?P<n>\d+)\r\n")),
        Counted(b"+TCREADFWDATA", "+TCREADFWDATA", "late", re.compile(rb"\+TCREADFWDATA: ?(?P<n>\d+),")),
    ),
)
