"""Quectel FTP(S) note V1.2: chapters 2, 5 and 6, and facts about an EG800K that the note does not have."""

from ..filing import HOST, PASSIVE, Filing
from .table import Group, Table

# What a server may answer, and the module's own number for it.
REPLIES = {
    421: 614,
    425: 615,
    426: 616,
    450: 617,
    451: 618,
    452: 619,
    500: 620,
    501: 621,
    502: 622,
    503: 623,
    504: 624,
    530: 625,
    532: 626,
    550: 627,
    551: 628,
    552: 629,
    553: 627,
    599: 601,
}
SET = "AT+QFTPCFG="
OPEN = f'AT+QFTPOPEN="{HOST}"'
PUT, GET = 'AT+QFTPPUT="a","COM:",0,5,1', 'AT+QFTPGET="readme.txt","COM:"'


def ready(talk: Filing) -> None:
    talk.open()


def busy(talk: Filing) -> None:
    """A file comes, slowly."""
    ready(talk)
    talk.place("big", bytes(200_000))
    talk.far_end.file_moods.pace = 20_000
    assert talk.ask('AT+QFTPGET="big","SD:big"') == "OK"


def hung_up(talk: Filing) -> None:
    ready(talk)
    talk.far_end.drop()
    while talk.late("AT+QFTPSTAT") != "0,4":
        talk.answered(b"never said", 0.01)


def stuck(talk: Filing) -> None:
    ready(talk)
    talk.far_end.file_moods.no_data = True
    assert talk.ask(PUT) == "+CME ERROR: 615"


def says(verb: str, reply: str):
    return lambda talk: talk.far_end.file_moods.replies.__setitem__(verb, reply)


def mood(name: str, value: object):
    return lambda talk: setattr(talk.far_end.file_moods, name, value)


SCENES = {
    "signed in": ready,
    "a download runs": busy,
    "the server has gone": hung_up,
    "stuck": stuck,
    "the server says nothing": mood("mute", True),
    "no data connection": mood("no_data", True),
    "the server is full": mood("room", 2),
    "nobody is let in": mood("refuse", True),
    "a file that is open": lambda talk: (talk.upload("open", b"x"), talk.ask('AT+QFOPEN="open"')),
    "a file of three bytes": lambda talk: talk.upload("three", b"123"),
    "a file larger than the flash": lambda talk: talk.place("big", bytes(1_000_000)),
    **{f"the server says {code}": says("CWD", f"{code} no") for code in REPLIES},
}
LONG = "n" * 256

TABLE = Table(
    (
        Group(
            "ec200s",
            (),
            dict.fromkeys(
                (
                    f'{SET}"account","me"',
                    f'{SET}"account","{LONG}","p"',
                    f'{SET}"account",me,"p"',
                    f'{SET}"filetype",2',
                    f'{SET}"transmode",2',
                    f'{SET}"contextid",0',
                    f'{SET}"contextid",16',
                    f'{SET}"rsptimeout",19',
                    f'{SET}"rsptimeout",181',
                    f'{SET}"rsptimeout","90"',
                    f'{SET}"ssltype",3',
                    f'{SET}"sslctxid",6',
                    f'{SET}"data_address",3',
                    f'{SET}"data_address",1,20',
                    f'{SET}"data_address",2,14',
                    f'{SET}"data_address",2,51',
                    f'{SET}"restenable",2',
                    f'{SET}"cache",3',
                    f'{SET}"cache",1,1',
                    f'{SET}"nonsense"',
                    f"{SET}account",
                    SET,
                ),
                "ERROR",
            )
            | dict.fromkeys(
                (
                    'AT+QFTPOPEN=""',
                    "AT+QFTPOPEN=ftp.example",
                    'AT+QFTPOPEN="ftp.example",0',
                    'AT+QFTPOPEN="ftp.example",65536',
                    'AT+QFTPOPEN="ftp.example",21,1',
                    f'AT+QFTPOPEN="{LONG}"',
                    "AT+QFTPCWD=/",
                    'AT+QFTPCWD=""',
                    f'AT+QFTPCWD="{"n" * 129}"',
                    f'AT+QFTPSIZE="{LONG}"',
                    'AT+QFTPSIZE="a","b"',
                    'AT+QFTPRENAME="a"',
                    'AT+QFTPRENAME="a","b","c"',
                    'AT+QFTPPUT="a"',
                    'AT+QFTPPUT="a",COM:',
                    'AT+QFTPPUT="a","COM:",-1',
                    'AT+QFTPPUT="a","COM:",0,0',
                    'AT+QFTPPUT="a","COM:",0,10,2',
                    'AT+QFTPPUT="a","COM:",0,,0',
                    'AT+QFTPPUT="a","UFS:x",0,10',
                    'AT+QFTPGET="a"',
                    'AT+QFTPGET="a","COM:",0,10,1',
                    'AT+QFTPGET="a","UFS:x",0,10',
                    "AT+QFTPLIST=.",
                    'AT+QFTPNLST=".","COM:",1',
                    'AT+QFTPMLSD=""',
                ),
                610,
            )
            | dict.fromkeys(
                (
                    'AT+QFTPCWD="/"',
                    "AT+QFTPPWD",
                    'AT+QFTPSIZE="a"',
                    'AT+QFTPDEL="a"',
                    'AT+QFTPMKDIR="a"',
                    'AT+QFTPRMDIR="a"',
                    'AT+QFTPMDTM="a"',
                    'AT+QFTPRENAME="a","b"',
                    'AT+QFTPPUT="a","COM:"',
                    'AT+QFTPGET="a","COM:"',
                    'AT+QFTPLIST="."',
                    'AT+QFTPNLST="."',
                    'AT+QFTPMLSD="."',
                    "AT+QFTPCLOSE",
                ),
                625,
            ),
        ),
        Group(
            "ec200s",
            ("signed in", "a file that is open", "a file of three bytes"),
            {
                'AT+QFTPPUT="a","UFS:nofile"': 611,
                'AT+QFTPPUT="a","nofile"': 610,
                'AT+QFTPPUT="a","RAM:nofile"': 610,
                'AT+QFTPPUT="a","COM: "': 610,  # facts 8.2: printed with a blank
                'AT+QFTPPUT="a","UFS:open"': 611,
                'AT+QFTPPUT="a","UFS:three",4': 612,
                'AT+QFTPGET="readme.txt","x"': 610,
                'AT+QFTPGET="readme.txt","UFS:"': 610,
                'AT+QFTPGET="readme.txt","UFS:a?b"': 611,
                'AT+QFTPGET="readme.txt","UFS:open"': 611,
                'AT+QFTPLIST=".","RAM:x"': 610,
                OPEN: 603,
                'AT+QFTPGET="nofile","COM:"': "OK|+QFTPGET: 627,550",
                'AT+QFTPGET="nofile","UFS:x"': "OK|+QFTPGET: 627,550",
                'AT+QFTPGET="readme.txt","COM:",1001': "OK|+QFTPGET: 612,0",
                'AT+QFTPPUT="nowhere/a","COM:",0,5': "OK|+QFTPPUT: 627,550",
                'AT+QFTPPUT="what?","COM:",0,5': "OK|+QFTPPUT: 627,553",
                'AT+QFTPPUT="what?","UFS:three"': "OK|+QFTPPUT: 627,553",
                'AT+QFTPSIZE="nofile"': "OK|+QFTPSIZE: 627,550",
                'AT+QFTPMDTM="nofile"': "OK|+QFTPMDTM: 627,550",
                'AT+QFTPDEL="nofile"': "OK|+QFTPDEL: 627,550",
                'AT+QFTPRENAME="nofile","x"': "OK|+QFTPRENAME: 627,550",
                'AT+QFTPRENAME="readme.txt","what?"': "OK|+QFTPRENAME: 627,553",
                'AT+QFTPCWD="nowhere"': "OK|+QFTPCWD: 627,550",
                'AT+QFTPRMDIR="nowhere"': "OK|+QFTPRMDIR: 627,550",
                'AT+QFTPMKDIR="what?"': "OK|+QFTPMKDIR: 627,553",
                'AT+QFTPNLST="nowhere"': "OK|+QFTPNLST: 627,550",
            },
        ),
        Group("ec200s", ("AT+CMEE=2",), {"AT+QFTPPWD": "+CME ERROR: FTP server error 530"}),
        Group(
            "ec200s",
            ("a download runs",),
            dict.fromkeys((OPEN, "AT+QFTPPWD", 'AT+QFTPCWD="/"', PUT, GET, "AT+QFTPCLOSE"), 603),
        ),
        Group("ec200s", (), {'AT+QFTPOPEN="no.invalid"': "OK|+QFTPOPEN: 604,0"}),
        Group("ec200s", (), {f'AT+QFTPOPEN="{HOST}",2121': "OK|+QFTPOPEN: 605,0"}),
        Group("ec200s", ("AT+QIDEACT=1",), {OPEN: 605}),
        Group("ec200s", (f'{SET}"contextid",2',), {OPEN: 605}),
        Group("ec200s", ("the server has gone",), {"AT+QFTPPWD": 606, PUT: 606}),
        Group("ec200s", (f'{SET}"rsptimeout",20', "the server says nothing"), {OPEN: "OK|+QFTPOPEN: 609,0"}),
        Group("ec200s", ("signed in", f'{SET}"rsptimeout",20'), {f"{PUT}⏎abc": "CONNECT|OK|+QFTPPUT: 609,0"}),
        Group("ec200s", (f'{SET}"ssltype",1',), {OPEN: 610}),  # FTPS is passive only
        Group("ec200s", (f'{SET}"ssltype",1', f"{SET}{PASSIVE}"), {OPEN: "OK|+QFTPOPEN: 631,0"}),
        Group(
            "ec200s",
            ("signed in", "a file larger than the flash"),
            {'AT+QFTPGET="big","UFS:big"': "OK|+QFTPGET: 613,0"},
        ),
        Group("ec200s", ("signed in", "no data connection"), {GET: "OK|+QFTPGET: 615,425"}),
        Group("ec200s", ("signed in", "no data connection", f"{SET}{PASSIVE}"), {GET: "OK|+QFTPGET: 615,0"}),
        Group("ec200s", ("signed in", "the server is full"), {f"{PUT}⏎abcde": "CONNECT|OK|+QFTPPUT: 629,552"}),
        Group("ec200s", (f'{SET}"account","bench","wrong"',), {OPEN: "OK|+QFTPOPEN: 625,530"}),
        Group("ec200s", ("nobody is let in",), {OPEN: "OK|+QFTPOPEN: 625,530"}),
        *(
            Group("ec200s", ("signed in", f"the server says {code}"), {'AT+QFTPCWD="/"': f"OK|+QFTPCWD: {err},{code}"})
            for code, err in REPLIES.items()
        ),
        Group("eg800k", ("stuck",), {"AT+QFTPPWD": 603, 'AT+QFTPSIZE="a"': 603, OPEN: 603, 'AT+QFTPLIST="."': 603}),
        Group("eg800k", ("signed in",), {'AT+QFTPGET="nofile","COM:"': 627}),
    ),
    {"ftp": r"(?:CME ERROR|\+QFTP[A-Z]+): (\d+)", "ftp_protocol": r"QFTP[A-Z]+: \d+,(\d+)"},
    {
        "ftp": {
            602: "nothing here blocks a server",
            607: "only where a server finds nothing wrong with a data connection that broke; ours says so: see 616",
            608: "only a connection that is reset, or closed before its greeting: see backends/test_ftp",
            630: "not in this note, from other firmware: 553 is 627 here",
        },
        "ftp_protocol": {},
    },
    SCENES,
    start=lambda profile, speed: Filing(speed=speed, profile=profile),
)
