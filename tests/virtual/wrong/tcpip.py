"""Quectel TCP/IP note V1.2: chapters 2 and 4. Most mistakes are ERROR, and AT+QIGETERROR tells the code."""

import socket
import weakref

from ..plugging import escape, opened
from ..postfix import free_ports
from ..talk import Talk
from .table import Group, Table

ONLINE = "AT+QIACT=1"
TCP, UDP = (f'AT+QIOPEN=1,{{}},"{kind}","{{}}",{{}},0,{{}}' for kind in ("TCP", "UDP"))
PORT, OTHER = free_ports(2)
LISTEN = f'AT+QIOPEN=1,{{}},"TCP LISTENER","127.0.0.1",0,{PORT},0'
SERVE = f'AT+QIOPEN=1,4,"UDP SERVICE","127.0.0.1",0,{OTHER},0'


def begun(command: str):
    """A socket that must open."""

    def work(talk: Talk) -> None:
        talk.say(command)
        talk.hear("+QIOPEN: ", ",0\r\n")

    return work


def closed(talk: Talk) -> None:
    opened(talk)
    talk.far_end.drop()
    talk.hear('"closed",0\r\n')


def full(talk: Talk) -> None:
    """A server that reads nothing, and so much on its way there that no more goes in."""
    server = socket.create_server(("127.0.0.1", 0))
    weakref.finalize(talk, server.close)
    talk.say(f'AT+QIOPEN=1,1,"TCP","127.0.0.1",{server.getsockname()[1]},0,2')
    talk.hear("\r\nCONNECT\r\n")
    talk.say(bytes(16_000_000), end="")
    escape(talk)
    talk.hear("OK\r\n")


SCENES = {
    "an open socket": lambda talk: opened(talk, 3),
    "a service": begun(SERVE),
    "a server": begun(LISTEN.format(5)),
    "the other side has closed": closed,
    "nobody reads": full,
    "nobody answers": lambda talk: setattr(talk.far_end, "mute", True),
    "the network is slow": lambda talk: talk.port.faults.__setitem__("slow_network", 60),
    "a name is looked up": lambda talk: talk.ask('AT+QIDNSGIP=1,"a.example"'),
    "the time is asked for": lambda talk: talk.ask('AT+QNTP=1,"a.example"'),
    "a ping runs": lambda talk: talk.ask('AT+QPING=1,"a.example",4,10'),
}


def tell(command: str, code: int) -> str:
    return f"ERROR|AT+QIGETERROR|+QIGETERROR: {code},…|OK"


def late(number: int, code: int) -> str:
    return f"OK|+QIOPEN: {number},{code}"


TABLE = Table(
    (
        Group(
            "ec600s",
            (),
            {
                TCP.format(0, "echo.example", 7000, 0): 572,
                'AT+QIDNSGIP=1,"a.example"': 572,
                "AT+QIDNSCFG=1": 572,
                'AT+QPING=1,"a.example"': 572,
                'AT+QNTP=1,"a.example"': 572,
                "AT+QICSGP=16": "ERROR",
                'AT+QICSGP=1,4,"x"': "ERROR",
                "AT+QICSGP=1,1": "ERROR",
                'AT+QICSGP=1,1,"x","a","b",3': "ERROR",
                "AT+QIACT=0": "ERROR",
                "AT+QIACT=16": "ERROR",
            },
        ),
        Group(
            "ec600s",
            (ONLINE, "an open socket"),
            {
                'AT+QIOPEN=1,"TCP","echo.example",8009,0,1': 552,  # 3.9: the number is missing
                TCP.format(12, "echo.example", 8009, 0): 552,
                'AT+QIOPEN=1,0,"SCTP","echo.example",8009': 552,
                TCP.format(0, "echo.example", 0, 0): 552,
                TCP.format(0, "echo.example", 65536, 0): 552,
                TCP.format(0, "", 8009, 0): 552,
                TCP.format(0, "echo.example", 8009, 3): 552,
                'AT+QIOPEN=1,0,"TCP LISTENER","127.0.0.1",0,0': 552,
                'AT+QIOPEN=2,0,"TCP","echo.example",8009': 572,
                "AT+QICLOSE=0": 567,
                "AT+QISEND=0,5": 567,
                "AT+QIRD=0": 567,
                'AT+QISENDEX=0,"31"': 567,
                "AT+QISWTMD=0,1": 567,
                "AT+QISEND=3,1461": 552,
                "AT+QISEND=12": 552,
                "AT+QIRD=3,1501": 552,
                'AT+QISENDEX=3,"313"': 552,
                'AT+QISENDEX=3,"zz"': 552,
                'AT+QISEND=3,1,"10.0.0.1",7': 552,
                "AT+QISWTMD=3,3": 552,
                'AT+QICFG="nosuch"': 552,
                'AT+QICFG="transpktsize",0': 552,
                'AT+QICFG="dataformat",1': 552,
                "AT+QISDE=2": 552,
                "AT+QISTATE=2,1": 552,
                "AT+QISEND=3⏎never\x1b": f">|{tell('', 571)}",  # Esc gives up
                TCP.format(3, "echo.example", 7000, 0): late(3, 563),
                TCP.format(3, "echo.example", 7000, 2): 563,
                TCP.format(5, "no.such.host.invalid", 7000, 0): late(5, 565),
                TCP.format(5, "no.such.host.invalid", 7000, 2): 565,
                UDP.format(5, "no.such.host.invalid", 7000, 0): late(5, 565),
                TCP.format(5, "echo.example", 9, 0): late(5, 566),
                TCP.format(5, "echo.example", 9, 2): 566,
                "AT+QIDNSGIP=1": 552,
                'AT+QIDNSGIP=2,"a.example"': 572,
                'AT+QIDNSGIP=1,"no.such.host.invalid"': 'OK|+QIURC: "dnsgip",565',
                "AT+QIDNSCFG=2": 572,
                'AT+QIDNSCFG=1,"nowhere"': 552,
                'AT+QPING=1,"a.example",0': 552,
                'AT+QPING=1,"a.example",1,11': 552,
                'AT+QPING=3,"a.example"': 572,
                'AT+QPING=1,"no.such.host.invalid"': "OK|+QPING: 565",
                'AT+QNTP=1,"a.example",0': 552,
                'AT+QNTP=2,"a.example"': 572,
                ONLINE: 572,  # seen on real modules: it is active already
            },
        ),
        Group(
            "ec600s", (ONLINE, "a service"), {'AT+QISENDEX=4,"31"': 555, "AT+QISWTMD=4,2": 555, "AT+QISEND=4,1": 552}
        ),
        Group("ec600s", (ONLINE, "a server"), {LISTEN.format(6): late(6, 556)}),
        Group(
            "ec600s",
            (ONLINE, "the other side has closed"),
            {"AT+QISEND=0,1": 567, TCP.format(0, "echo.example", 7000, 0): late(0, 563)},
        ),
        Group(
            "ec600s", (ONLINE, "nobody reads"), {"AT+QISEND=1,1⏎x": ">|SEND FAIL|AT+QIGETERROR|+QIGETERROR: 558,…|OK"}
        ),
        Group("ec600s", (ONLINE, "the network is slow", "a name is looked up"), {'AT+QIDNSGIP=1,"a.example"': 564}),
        Group("ec600s", (ONLINE, "the network is slow", "a ping runs"), {'AT+QPING=1,"a.example"': 568}),
        Group("ec600s", (ONLINE, "nobody answers", "the time is asked for"), {'AT+QNTP=1,"a.example"': 568}),
        Group("ec600s at 200", (ONLINE, "nobody answers"), {'AT+QNTP=1,"a.example"': "OK|+QNTP: 569"}),
        Group("ec600s", ("AT+CGATT=0",), {ONLINE: 561}),
        Group(
            "ec600s",
            (ONLINE,),
            {f"{TCP.format(0, 'echo.example', 7000, 0)};+COPS=2": 'OK|+QIURC: "pdpdeact",1|+QIOPEN: 0,570'},
        ),
    ),
    {"tcpip": r'(?:GETERROR: |QIOPEN: \d+,|QPING: |QNTP: |"dnsgip",)(\d+)'},
    {
        "tcpip": {
            550: "the module knows no mistake without a name",
            551: "nothing here blocks it",
            553: "the computer's memory is larger than any module's",
            554: "the computer has more sockets than the module's twelve",
            557: "the computer lets listen whom it has let bind",
            559: "what cannot be read is a connection that is closed: 567",
            560: "visitors whom it cannot take are sent away, and told as incoming full",
            562: "a context that goes down always does",
            573: "without an access point name the network gives its own, as LTE does",
            574: "each port of the module is alone",
            575: "not in this note",
            579: "not in this note",
        }
    },
    SCENES,
    tell,
)
