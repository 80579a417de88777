"""Quectel HTTP(S) note V1.0: chapters 2, 5 and 6."""

from ..talk import Talk
from .table import Group, Table

ONLINE = "AT+QIACT=1"
GET, POST, READ = "AT+QHTTPGET=20", "AT+QHTTPPOST=3,20,20", "AT+QHTTPREAD=20"
STATUSES = (403, 404, 409, 411, 500)


def goes(text: str):
    """The address that is set."""
    return lambda talk: url(talk, text)


def url(talk: Talk, text: str) -> None:
    talk.say(f"AT+QHTTPURL={len(text)},80")
    talk.hear("\r\nCONNECT\r\n")
    talk.say(text, end="")
    talk.hear("\r\nOK\r\n")


def mood(name: str, value: object = True):
    return lambda talk: setattr(talk.far_end.web_moods, name, value)


def answered(text: str):
    """An answer waits."""

    def work(talk: Talk) -> None:
        url(talk, text)
        assert talk.ask(GET) == "OK"
        talk.hear("+QHTTPGET: 0,200,", "\r\n")

    return work


SCENES = {
    "an address": goes("http://web.example/"),
    "a secure address": goes("https://web.example/"),
    "a name that nobody has": goes("http://no.such.host.invalid/"),
    "a port that nobody serves": goes("http://web.example:9/"),
    "an answer of a megabyte": answered("http://web.example/bytes/1000000"),
    "an answer": answered("http://web.example/bytes/2"),
    "the server says nothing": lambda talk: setattr(talk.far_end, "mute", True),
    "the server hangs up": mood("hang_up"),
    "it breaks off": mood("cut"),
    "a request runs": lambda talk: talk.ask("AT+QHTTPGET=600"),
    "TLS 1.0 alone": lambda talk: talk.ask('AT+QSSLCFG="sslversion",1,1'),
    **{f"the server says {status}": mood("status", status) for status in STATUSES},
}

TABLE = Table(
    (
        Group("ec600s", ("an address",), {GET: 709, POST: 709, 'AT+QHTTPPOSTFILE="x"': 709}),
        Group(
            "ec600s",
            (ONLINE,),
            {
                GET: 712,
                "AT+QHTTPGET": 712,
                POST: 712,
                READ: 705,
                "AT+QHTTPREAD": 705,
                'AT+QHTTPREADFILE="x"': 705,
                "AT+QHTTPSTOP": 705,
                "AT+QHTTPURL=0": 730,
                "AT+QHTTPURL=2049": 730,
                "AT+QHTTPURL=10,0": 730,
                "AT+QHTTPGET=0": 730,
                "AT+QHTTPGET=65536": 730,
                "AT+QHTTPGET=80,10": 730,
                "AT+QHTTPGETEX=80,0": 730,
                "AT+QHTTPPOST=0": 730,
                "AT+QHTTPPOST=1024001": 730,
                "AT+QHTTPPOST=5,80": 730,
                'AT+QHTTPPOSTFILE="x",80,3': 730,
                'AT+QHTTPCFG="contextid",16': 730,
                'AT+QHTTPCFG="contenttype",4': 730,
                'AT+QHTTPCFG="nosuch"': 730,
                "AT+QHTTPURL=18,80⏎ftp://web.example/": "CONNECT|+CME ERROR: 711",
                "AT+QHTTPURL=11,80⏎web.example": "CONNECT|+CME ERROR: 711",
                "AT+QHTTPURL=20,80⏎http://web.example:x": "CONNECT|+CME ERROR: 711",
                "AT+QHTTPURL=30,2⏎http://": "CONNECT|+CME ERROR: 726",
            },
        ),
        Group(
            "ec600s",
            (ONLINE, "an address"),
            {
                'AT+QHTTPPOSTFILE="nosuch.txt"': 730,
                "AT+QHTTPPOST=30,2,20⏎some": "CONNECT|+QHTTPPOST: 727",
                READ: 705,
            },
        ),
        Group(
            "ec600s",
            (ONLINE, "an address", "the server says nothing", "a request runs"),
            dict.fromkeys((GET, POST, READ, 'AT+QHTTPREADFILE="x"', "AT+QHTTPURL=5", 'AT+QHTTPCFG="contextid",2'), 703),
        ),
        Group("ec600s", (ONLINE, "a name that nobody has"), {GET: "OK|+QHTTPGET: 714", POST: 714}),
        Group("ec600s", (ONLINE, "a port that nobody serves"), {GET: "OK|+QHTTPGET: 716", POST: 716}),
        Group("ec600s", (ONLINE, "a secure address", "TLS 1.0 alone"), {GET: "OK|+QHTTPGET: 716", POST: 716}),
        Group("ec600s", (ONLINE, "an address", "the server hangs up"), {GET: "OK|+QHTTPGET: 723"}),
        Group("ec600s", (ONLINE, "it breaks off", "an answer"), {READ: "CONNECT|…|OK|+QHTTPREAD: 719"}),
        Group("ec600s", (ONLINE, "an answer of a megabyte"), {'AT+QHTTPREADFILE="x",80': "OK|+QHTTPREADFILE: 729"}),
        Group("ec600s at 50", (ONLINE, "an address", "the server says nothing"), {GET: "OK|+QHTTPGET: 728"}),
        *(
            Group("ec600s", (ONLINE, "an address", f"the server says {status}"), {GET: f"OK|+QHTTPGET: 0,{status},0"})
            for status in STATUSES
        ),
        Group("ec600s", ("AT+CMEE=2",), {READ: "+CME ERROR: HTTP(S) no GET/POST requests"}),
    ),
    {"http": r"(?:CME ERROR|QHTTP[A-Z]+): ([1-9]\d\d)"},
    {
        "http": {
            701: "the module knows no mistake without a name",
            702: "a server that is not reached within 125 s: no local one is so slow",
            704: "the module has one port",
            706: "one request at a time: 703",
            707: "what cannot be reached is 714 or 716",
            708: "a context that is not active is 709",
            710: "what cannot be reached is 714 or 716",
            713: "what is no address is no name either: 714",
            715: "the computer has more sockets than a module",
            717: "an answer that breaks off is 719",
            718: "a server that goes meanwhile is told when its answer is missing: 723",
            720: "nothing is encoded",
            721: "nothing is decoded",
            722: "a server that stops in the middle of its answer: see test_http",
            724: "nobody calls",
            725: "nobody calls",
        }
    },
    SCENES,
)
