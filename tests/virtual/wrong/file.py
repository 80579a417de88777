"""Quectel FILE note V1.0: chapters 2 and 4. Which mistake gets which code is mostly inferred from their texts."""

from ..talk import Talk
from .table import Group, Table


def opened(talk: Talk) -> None:
    """Handle 1 reads and writes, 2 only reads."""
    talk.upload("x", b"0123456789")
    assert talk.ask('AT+QFOPEN="x"') == "+QFOPEN: 1|OK"
    talk.upload("z", b"123")
    assert talk.ask('AT+QFOPEN="z",2') == "+QFOPEN: 2|OK"


def ten(talk: Talk) -> None:
    for number in range(10):
        assert talk.ask(f'AT+QFOPEN="{number}"').endswith("OK")


UP, NAME = 'AT+QFUPL="x"', "n" * 81

TABLE = Table(
    (
        Group(
            "ec600s",
            (),
            {
                'AT+QFLDS="SD"': 419,  # an EC600S has none
                'AT+QFLST="SD:*"': 400,
                'AT+QFUPL="RAM:x",1': 400,  # facts 8.1: no RAM either
                f"{UP},0": 400,
                f"{UP},1,0": 400,
                f"{UP},1,65536": 400,
                f"{UP},1,5,2": 400,
                f"{UP},1,5,0,1": 400,
                "AT+QFUPL=x,1": 400,
                f"{UP},917504": 420,
                f'AT+QFUPL="{NAME}",1': 406,
                'AT+QFUPL="",1': 406,
                'AT+QFUPL="a?b",1': 406,
                f"{UP},100,1": "CONNECT|+CME ERROR: 421",
                'AT+QFLST="x"': 405,
                'AT+QFDEL="x"': 405,
                "AT+QFDEL=x": 400,
                'AT+QFDWL="x"': 405,
                'AT+QFOPEN="x",2': 405,
                'AT+QFOPEN="x",3': 400,
                'AT+QFOPEN=""': 406,
                f'AT+QFOPEN="{NAME}"': 406,
                "AT+QFREAD=1": 416,
                "AT+QFWRITE=1,1": 416,
                "AT+QFSEEK=1,0": 416,
                "AT+QFPOSITION=1": 416,
                "AT+QFCLOSE=1": 416,
            },
        ),
        Group(
            "ec600s",
            ("two open files",),
            {
                f"{UP},1": 407,
                'AT+QFUPL="UFS:x",1': 407,
                'AT+QFOPEN="x"': 426,
                'AT+QFDEL="x"': 426,
                'AT+QFDEL="*"': 426,
                "AT+QFSEEK=1,11": "ERROR",
                "AT+QFSEEK=1,11,2": "ERROR",
                "AT+QFSEEK=1,0,3": 400,
                "AT+QFSEEK=1,-1": 400,
                "AT+QFSEEK=1,0,2": "OK",
                "AT+QFSEEK=1,1,1": "ERROR",
                "AT+QFREAD=1,5": 402,
                "AT+QFWRITE=2,1": 414,
                "AT+QFWRITE=1,917500": 420,
                "AT+QFWRITE=1,1,0": 400,
                "AT+QFWRITE=1,5,1": "CONNECT|+CME ERROR: 421",
                "AT+QFREAD=3": 416,
            },
        ),
        Group("ec600s", ("ten open files",), {'AT+QFOPEN="more"': 413}),
        Group("ec600s", ("AT+CMEE=0",), {'AT+QFDEL="x"': "ERROR"}),
        Group("ec600s", ("AT+CMEE=2",), {'AT+QFDEL="x"': "+CME ERROR: File not found"}),
        Group("ec20", (), {'AT+QFDEL="RAM:x"': 405, 'AT+QFUPL="XY:x",1': 400}),
    ),
    {"file": r"CME ERROR: (\d+)"},
    {
        "file": {
            401: "a place behind the end is a plain ERROR (2.2.9)",
            403: "what does not fit is 420, before the first byte",
            409: "its flash never fails",
            410: "its flash never fails",
            411: "its flash never fails",
            417: "its flash never fails",
            418: "its flash never fails",
            423: "what does not fit is 420",
            425: "wrong values are 400",
        }
    },
    {"two open files": opened, "ten open files": ten},
)
