"""Quectel SMTP note V1.0: chapters 2, 5 and 6."""

from atbench.virtual.far_end import moods

from ..mailing import HOST, Mailing
from .table import Group, Table

REPLIES = (421, 450, 451, 452, 500, 501, 502, 503, 504, 521, 530, 535, 550, 551, 552, 553, 554)
SENT = "AT+QSMTPPUT=60"


def result(text: str) -> dict[str, str]:
    return {SENT: f"OK|+QSMTPPUT: {text}"}


def at(step: str, reply: str):
    return lambda talk: talk.far_end.moods.set((step, reply))


def busy(talk: Mailing) -> None:
    talk.letter()
    talk.far_end.moods.slow = 6
    talk.start()


SCENES = {
    "a letter": lambda talk: talk.letter(),
    "it is sent, slowly": busy,
    "a file that goes": lambda talk: (talk.attach(1, "RAM:a", b"a"), talk.ask('AT+QFDEL="RAM:a"')),
    "the server says nothing": lambda talk: setattr(talk.far_end.moods, "slow", 100),
    "a recipient in vain": lambda talk: talk.ask('AT+QSMTPDST=1,1,"a@no.invalid"'),
    **{f"the server says {code}": at("MAIL", f"{code} no") for code in (*REPLIES, 432)},
    "the server hangs up": at("DATA", moods.HANG_UP),
    "the server lets nobody in": at("AUTH", moods.LOGIN_REFUSED[1]),
    "the server has no accounts": at("EHLO", "250 hello"),
    "TLS 1.0 alone": lambda talk: talk.ask('AT+QSSLCFG="sslversion",1,1'),
}
SET = "AT+QSMTPCFG="
LONG = "x" * 51

TABLE = Table(
    (
        Group(
            "ec20",
            (),
            dict.fromkeys(
                (
                    SET,
                    f'{SET}"nonsense"',
                    f"{SET}account",
                    f'{SET}"account","lamp_7"',
                    f'{SET}"account",lamp_7,"pw"',
                    f'{SET}"account","a","b","c"',
                    f'{SET}"account","{LONG}","pw"',
                    f'{SET}"account","u","{LONG}"',
                    f'{SET}"sender","{LONG}","a@b.example"',
                    f'{SET}"sender","n","{LONG}"',
                    f'{SET}"smtpserver","a.example"',
                    f'{SET}"smtpserver","",25',
                    f'{SET}"smtpserver","{LONG}",25',
                    f'{SET}"smtpserver","a.example",0',
                    f'{SET}"smtpserver","a.example",65536',
                    f'{SET}"contextid",0',
                    f'{SET}"contextid",17',
                    f'{SET}"sslctxid",6',
                    f'{SET}"ssltype",3',
                    f'{SET}"ssltype","1"',
                    f'{SET}"bodyoriginal",2',
                    f'{SET}"bodyoriginal",0,0',
                    "AT+QSMTPDST=",
                    "AT+QSMTPDST=2",
                    "AT+QSMTPDST=1",
                    "AT+QSMTPDST=1,1",
                    'AT+QSMTPDST=1,0,"a@b.example"',
                    'AT+QSMTPDST=1,4,"a@b.example"',
                    'AT+QSMTPDST=1,1,""',
                    "AT+QSMTPDST=1,1,a@b.example",
                    f'AT+QSMTPDST=1,1,"{LONG}"',
                    'AT+QSMTPDST=1,1,"a@b.example",1',
                    "AT+QSMTPSUB=0",
                    "AT+QSMTPSUB=0,x",
                    'AT+QSMTPSUB=4,""',
                    f'AT+QSMTPSUB=0,"{"s" * 101}"',
                    'AT+QSMTPSUB=1,"746"',  # facts 8.1: an even number of digits
                    'AT+QSMTPSUB=1,"xy"',
                    'AT+QSMTPSUB=1,"7 "',
                    f'AT+QSMTPSUB=2,"{"a4" * 101}"',
                    'AT+QSMTPSUB=0,"a","b"',
                    "AT+QSMTPBODY=0",
                    "AT+QSMTPBODY=4,10",
                    "AT+QSMTPBODY=0,0",
                    "AT+QSMTPBODY=0,10241",
                    "AT+QSMTPBODY=0,10,0",
                    "AT+QSMTPBODY=0,10,65536",
                    "AT+QSMTPBODY=0,10,5,5",
                    'AT+QSMTPATT=1,0,"a.txt"',
                    'AT+QSMTPATT=1,11,"a.txt"',
                    "AT+QSMTPATT=1,1",
                    "AT+QSMTPATT=1",
                    f'AT+QSMTPATT=1,1,"{LONG}"',
                    'AT+QSMTPATT=0,1,"a.txt"',
                    "AT+QSMTPPUT=59",
                    "AT+QSMTPPUT=65536",
                    "AT+QSMTPPUT=",
                    "AT+QSMTPPUT=60,1",
                ),
                664,
            )
            | {
                'AT+QSMTPATT=1,1,"a.txt"': 661,  # no such file
                'AT+QSMTPATT=1,1,"RAM:a.txt"': 661,
                'AT+QSMTPATT=1,1,"XY:a.txt"': 661,
                SENT: 659,
                "AT+QSMTPCLR=1": "ERROR",
                "AT+QSMTPCLR?": "ERROR",
                "AT+QSMTPPUT": "ERROR",
                "AT+QSMTPCFG": "ERROR",
                "AT+QSMTPCFG?": "ERROR",
            },
        ),
        Group("ec20", ("AT+CMEE=2",), {SET: "+CME ERROR: SMTP parameter error"}),
        Group("ec20", ("AT+CMEE=0",), {SET: "ERROR"}),
        Group(
            "ec20",
            ("it is sent, slowly",),
            dict.fromkeys(
                (
                    f'{SET}"account"',
                    "AT+QSMTPDST?",
                    "AT+QSMTPDST=0",
                    "AT+QSMTPSUB?",
                    'AT+QSMTPSUB=0,"x"',
                    "AT+QSMTPBODY?",
                    "AT+QSMTPBODY=0,5",
                    "AT+QSMTPATT?",
                    "AT+QSMTPATT=0",
                    "AT+QSMTPCLR",
                    SENT,
                    "AT+QSMTPPUT=1",
                ),
                652,
            ),
        ),
        Group("ec20", ("a letter", f'{SET}"smtpserver","no.invalid",25'), result("653,0")),
        Group("ec20", ("a letter", f'{SET}"smtpserver","127.0.0.1",9'), result("654,0")),
        Group("ec20", ("a letter", "the server has no accounts"), result("655,0")),
        Group("ec20 at 100", ("a letter", f'{SET}"smtpserver","{HOST}",465'), result("656,0")),  # TLS waits there
        Group("ec20", ("a letter", "the server hangs up"), result("656,0")),
        Group("ec20", ("a letter", "AT+QIDEACT=1"), result("657,0")),
        Group("ec20", ("a letter", f'{SET}"contextid",2'), result("657,0")),
        Group("ec20 at 100", ("a letter", "the server says nothing"), result("658,0")),
        Group("ec20", ("a letter", "a file that goes"), result("661,0")),
        Group("ec20", ("a letter", f'{SET}"ssltype",1'), result("665,0")),  # facts 8.1: port 25 with TLS
        Group("ec20", ("a letter", "TLS 1.0 alone", f'{SET}"ssltype",2'), result("665,0")),
        Group("ec20", ("a letter", f'{SET}"smtpserver","{HOST}",587'), result("676,530")),  # STARTTLS comes first
        Group("ec20", ("a letter", f'{SET}"account","bench","wrong"'), result("677,535")),
        Group("ec20", ("a letter", "the server lets nobody in"), result("677,535")),
        Group("ec20", ("a letter", f'{SET}"account","",""'), result("676,530")),
        Group("ec20", ("a letter", f'{SET}"sender","Lamp","other@mail.example"'), result("681,553")),
        Group("ec20", ("a letter", "a recipient in vain"), result("678,550")),
        *(
            Group("ec20", ("a letter", f"the server says {code}"), result(f"{err},{code}"))
            for err, code in enumerate(REPLIES, 666)
        ),
        Group("ec20", ("a letter", "the server says 432"), result("660,432")),
    ),
    {"smtp": r"(?:CME ERROR|PUT): (\d+)", "smtp_protocol": r"PUT: \d+,(\d+)"},
    {
        "smtp": {
            651: "the module knows no mistake without a name",
            662: "files are counted when they are stored, not when they are attached",
            663: "an attachment is a file that is stored already",
        },
        "smtp_protocol": {},
    },
    SCENES,
    start=lambda profile, speed: Mailing(speed=speed),
)
