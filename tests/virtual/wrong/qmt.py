"""Quectel MQTT note V1.0: chapters 3 and 4. A mistake in a command is a plain ERROR; results and URCs have codes."""

from atbench.virtual.far_end.devices import DEMO, DEMO_HOST

from ..talk import SIGN_IN, TOPIC, Talk
from .table import Group, Table

ONLINE = "AT+QIACT=1"
OPEN, CONN = 'AT+QMTOPEN=0,"broker.example",1883', 'AT+QMTCONN=0,"me"'
CFG, PUB = "AT+QMTCFG=", 'AT+QMTPUBEX=0,0,0,0,"t",1'
SUB, UNS, PUB1 = 'AT+QMTSUB=0,1,"t",1', 'AT+QMTUNS=0,1,"t"', 'AT+QMTPUBEX=0,1,1,0,"t",1'
HASTE = f'{CFG}"timeout",0,1,2,1'  # repeats are told
# Key, and what it may not be set to.
SETTINGS = {
    "version": ("2", "5", "", '"3"', "3,1"),
    "pdpcid": ("0", "16"),
    "ssl": ("1", "1,6", "2"),
    "keepalive": ("3601", "-1"),
    "session": ("2",),
    "timeout": ("5", "5,3", "0,3,0", "61,3,0", "5,11,0", "5,3,2", "5,3,0,0"),
    "will": ("1", '1,3,0,"t","m"', '1,0,0,"","m"', "0,0", '1,0,0,t,"m"'),
    "willex": ("1", '1,0,0,"t",257', '1,0,0,"t"'),
    "recv/mode": ("2", "0,2", "0,0,0"),
    "aliauth": ('"key"', '"key","name"', "key,name,secret", '"","",""'),
    "qmtping": ("4", "61"),
    "send/mode": ("2",),
    "onenet": ('"product"',),
    "hwauth": ('"id"', '"id","secret",2'),
    "hwprodid": ('"id","secret"',),
    "dataformat": ("0", "2,0"),
    "view/mode": ("2",),
}


def opened(host: str = "broker.example"):
    return lambda talk: talk.open(host)


def connected(talk: Talk) -> None:
    talk.open()
    talk.say(CONN)
    talk.hear("+QMTCONN: 0,0,0\r\n")


def signed_in(talk: Talk) -> None:
    assert talk.ask(SIGN_IN) == "OK"
    talk.open(DEMO_HOST)
    talk.say(CONN)
    talk.hear("+QMTCONN: 0,0,0\r\n")


def five(talk: Talk) -> None:
    """As many publications as may wait for their answer."""
    silent(talk)
    for number in range(1, 6):
        talk.publish(f'0,{number},1,0,"t"', b"x")
        talk.hear("OK\r\n")


def silent(talk: Talk) -> None:
    talk.far_end.mute = True


def gone(talk: Talk) -> None:
    talk.far_end.drop()
    talk.hear("+QMTSTAT: 0,1\r\n")


SCENES = {
    "open": opened(),
    "open to Aliyun": opened(DEMO_HOST),
    "connected": connected,
    "connected to Aliyun": signed_in,
    "five on their way": five,
    "the broker says nothing": silent,
    "the broker has hung up": gone,
}


def ali(key: str = DEMO.key, name: str = DEMO.name, secret: str = DEMO.secret) -> str:
    return f'{CFG}"aliauth",0,"{key}","{name}","{secret}"'


def conn(result: str) -> dict[str, str]:
    return {CONN: f"OK|+QMTCONN: 0,{result}"}


def errors(*commands: str) -> dict[str, str]:
    return dict.fromkeys(commands, "ERROR")


TABLE = Table(
    (
        Group(
            "ec600s",
            (),
            errors(
                *(f'{CFG}"{key}",0,{values}' for key, bad in SETTINGS.items() for values in bad),
                *(f'{CFG}"{key}",6' for key in SETTINGS),
                *(f'{CFG}"{key}"' for key in SETTINGS),
                f'{CFG}"nonsense",0',
                f"{CFG}version,0",
                CONN,
                "AT+QMTDISC=0",
                "AT+QMTCLOSE=0",
                SUB,
                UNS,
                PUB,
                "AT+QMTRECV=0",
                'AT+QMTOPEN=6,"h",1883',
                'AT+QMTOPEN=0,"h",0',
                'AT+QMTOPEN=0,"h",65536',
                'AT+QMTOPEN=0,"",1883',
                "AT+QMTOPEN=0,h,1883",
                f'AT+QMTOPEN=0,"{"h" * 101}",1883',
                'AT+QMTOPEN=0,"h"',
                "AT+QMTOPEN",
            )
            | {"AT+QMTRECV?": "OK", "AT+QMTOPEN?": "OK", "AT+QMTCONN?": "OK", OPEN: "OK|+QMTOPEN: 0,3"},
        ),
        Group(
            "ec600s at 5",  # the server waits for CONNECT, but not long
            (ONLINE, "open"),
            errors(
                SUB,
                PUB,
                "AT+QMTDISC=0",
                "AT+QMTRECV=0",
                f'{CFG}"keepalive",0,60',
                "AT+QMTCONN=0",
                'AT+QMTCONN=0,"x","user"',
            )
            | {OPEN: "OK|+QMTOPEN: 0,2", f'{CFG}"keepalive",1,60': "OK", "AT+QMTCONN?": "+QMTCONN: 0,1|OK"},
        ),
        Group(
            "ec600s",
            (ONLINE, "connected"),
            errors(
                CONN,
                f'{CFG}"recv/mode",0,1,1',
                'AT+QMTSUB=0,0,"t",0',
                'AT+QMTSUB=0,65536,"t",0',
                'AT+QMTSUB=0,1,"t",3',
                'AT+QMTSUB=0,1,"t"',
                'AT+QMTSUB=0,1,"t",0,"u"',
                'AT+QMTSUB=0,1,"",0',
                "AT+QMTUNS=0,1",
                'AT+QMTPUBEX=0,1,0,0,"t",1',
                'AT+QMTPUBEX=0,0,1,0,"t",1',
                'AT+QMTPUBEX=0,1,3,0,"t",1',
                'AT+QMTPUBEX=0,0,0,2,"t",1',
                'AT+QMTPUBEX=0,0,0,0,"t",0',
                'AT+QMTPUBEX=0,0,0,0,"t",1501',
                'AT+QMTPUBEX=0,0,0,0,"t"',
                "AT+QMTRECV=0,5",
            )
            | {
                OPEN: "OK|+QMTOPEN: 0,2",
                'AT+QMTSUB=0,7,"no#filter",1': "OK|+QMTSUB: 0,7,0,128",
                "AT+QMTCONN?": "+QMTCONN: 0,3|OK",
                "AT+QMTRECV?": "+QMTRECV: 0,0,0,0,0,0|OK",
            },
        ),
        Group("ec600s", (ONLINE,), {'AT+QMTOPEN=0,"no.invalid",1883': "OK|+QMTOPEN: 0,4"}),
        Group("ec600s", (ONLINE,), {'AT+QMTOPEN=0,"two..dots",1883': "OK|+QMTOPEN: 0,4"}),
        Group("ec600s", (ONLINE,), {'AT+QMTOPEN=0,"broker.example",1884': "OK|+QMTOPEN: 0,5"}),
        Group("ec600s", (ONLINE,), {'AT+QMTOPEN=0,"127.0.0.1",9': "OK|+QMTOPEN: 0,5"}),
        Group("ec600s", (ONLINE, f'{CFG}"pdpcid",0,2'), {OPEN: "OK|+QMTOPEN: 0,3"}),
        Group(
            "ec600s",
            (ONLINE, f'{CFG}"ssl",0,1,2', 'AT+QSSLCFG="seclevel",2,2'),
            {'AT+QMTOPEN=0,"broker.example",8883': "OK|+QMTOPEN: 0,1"},  # no certificates
        ),
        Group(
            "ec600s",
            (ONLINE, f'{CFG}"ssl",0,1,2', 'AT+QSSLCFG="sslversion",2,1'),
            {'AT+QMTOPEN=0,"broker.example",8883': "OK|+QMTOPEN: 0,-1"},
        ),
        Group("ec600s", (ONLINE, "open to Aliyun"), conn("0,5|+QMTSTAT: 0,1")),
        Group("ec600s", (ONLINE, ali(secret="0" * 32), "open to Aliyun"), conn("0,4|+QMTSTAT: 0,1")),
        Group("ec600s", (ONLINE, ali(name="nobody"), "open to Aliyun"), conn("0,4|+QMTSTAT: 0,1")),
        Group("ec600s", (ONLINE, ali(key="nothing"), "open to Aliyun"), conn("0,4|+QMTSTAT: 0,1")),
        Group(
            "ec600s", (ONLINE, f'{CFG}"session",0,0', "open"), {'AT+QMTCONN=0,""': "OK|+QMTCONN: 0,0,2|+QMTSTAT: 0,1"}
        ),
        Group("ec600s", (ONLINE, HASTE, "open", "the broker says nothing"), conn("2|+QMTSTAT: 0,4")),
        Group(
            "ec600s",
            (ONLINE, "connected to Aliyun"),
            {f'AT+QMTSUB=0,7,"{TOPIC}/a",2,"/sys/other/device/a",0': "OK|+QMTSUB: 0,7,0,1,128"},
        ),
        Group(
            "ec600s",
            (ONLINE, HASTE, "connected", "the broker says nothing"),
            {
                SUB: "OK|+QMTSUB: 0,1,1,1|+QMTSUB: 0,1,2",
                UNS: "OK|+QMTUNS: 0,1,1,1|+QMTUNS: 0,1,2",
                f"{PUB1}⏎x": ">|OK|+QMTPUBEX: 0,1,1,1|+QMTPUBEX: 0,1,2",
            },
        ),
        Group(
            "ec600s",
            (ONLINE, f'{CFG}"timeout",0,60,10,0', "connected", "five on their way"),
            {'AT+QMTPUBEX=0,6,1,0,"t",1': "ERROR"},
        ),
        Group(
            "ec600s",
            (ONLINE, f'{CFG}"send/mode",0,1', "connected"),
            {'AT+QMTPUBEX=0,0,0,0,"t",2⏎0Z': ">|ERROR"},  # no hexadecimal digits
        ),
        Group("ec600s", (ONLINE, "connected", "the broker has hung up"), errors(SUB, PUB, "AT+QMTDISC=0", CONN)),
        Group(
            "ec600s",
            (ONLINE, f'{CFG}"qmtping",0,5', "connected", "the broker says nothing"),
            {"AT": "OK|+QMTPING: 0,1"},
        ),
    ),
    {
        "qmtopen_result": r"QMTOPEN: 0,(-?\d)",
        "qmtconn_result": r"OK\|\+QMTCONN: 0,(\d)",
        "qmtconn_ret_code": r"QMTCONN: 0,0,(\d)",
        "qmtsub_result": r"QMTSUB: 0,\d,(\d)",
        "qmtsub_value": r"QMTSUB: 0,\d,0(?:,\d)*,(128)",
        "qmtuns_result": r"QMTUNS: 0,\d,(\d)",
        "qmtpubex_result": r"QMTPUBEX: 0,\d,(\d)",
        "qmtstat_err": r"QMTSTAT: 0,(\d)",
        "qmtping_result": r"QMTPING: 0,(\d)",
        "qmtclose_result": r"QMTCLOSE: 0,(-?\d)",
        "qmtdisc_result": r"QMTDISC: 0,(-?\d)",
    },
    {
        "qmtconn_ret_code": {
            1: "brokers take both versions that the module can speak",
            3: "our clouds are there as long as they answer",
        },
        "qmtstat_err": {
            2: "a ping without answer is told as +QMTPING: 0,1",
            3: "what cannot be sent is a connection that is lost: 1",
            5: "it closes by itself after DISCONNECT, and tells +QMTDISC: 0,0",
            6: "what cannot be sent is a connection that is lost: 1",
            7: "what cannot be sent is a connection that is lost: 1",
            8: "it closes when it is told to, and tells +QMTCLOSE: 0,0",
        },
        "qmtclose_result": {-1: "closing works always"},
        "qmtdisc_result": {-1: "leaving works always"},
    },
    SCENES,
)
