"""ME3630 Aliyun MQTT manual V1.6, chapter 1, with the codes of a sister's manual (Neoway N58, 15.6)."""

from atbench.virtual.far_end.devices import DEMO

from ..clouding import CLOUD, Gosuncn
from .table import Group, Table

GET = f"{CLOUD}/user/get"


def auth(key: str = DEMO.key, name: str = DEMO.name, secret: str = DEMO.secret) -> str:
    return f"AT+CLOUDAUTH={key},{name},{secret}"


def too_big(talk: Gosuncn) -> None:
    """A message comes that it cannot hold; it loses the connection."""
    talk.connect_cloud().subscribe()
    talk.far_end.push(GET, b"x" * 1025)
    talk.hear("+CMD ERROR: -5\r\n")


def hung_up(talk: Gosuncn) -> None:
    talk.connect_cloud()
    talk.far_end.drop()
    assert talk.far_end.wait_for(lambda it: not it.clients, 5)
    talk.answered(b"never said", 0.05)


SCENES = {
    "dialled": lambda talk: talk.dial(),
    "signed in": lambda talk: talk.dial().authorise(),
    "connected": lambda talk: talk.connect_cloud(),
    "the cloud says nothing": lambda talk: setattr(talk.far_end, "mute", True),
    "the cloud has hung up": hung_up,
    "a message that is too big": too_big,
}


def tell(command: str, code: int) -> str:
    return f"+CMD ERROR: {code}"


ROWS = {
    "AT+CLOUDAUTH=": "ERROR",
    "AT+CLOUDAUTH=a,b": "ERROR",
    "AT+CLOUDAUTH=a,b,c,d": "ERROR",
    "AT+CLOUDAUTH=a,,c": "ERROR",
    f"AT+CLOUDAUTH={'k' * 65},b,c": "ERROR",
    "AT+CLOUDAUTH?": "ERROR",
    "AT+CLOUDAUTH=?": "ERROR",
    "AT+CLOUDCONN": -1,
    "AT+CLOUDCONN=60,0,4": "ERROR",  # only a sister has that
    f"AT+CLOUDSUB={GET},0": -1,
    f"AT+CLOUDPUB={GET},0,x": -1,
    f"AT+CLOUDUNSUB={GET}": -1,
    "AT+CLOUDDISCONN": -1,
    f"AT+LOUDSUB={GET},0": "ERROR",  # facts 8.4: chapter 2 prints it so
}
CONNECTED = {
    auth(): "ERROR",
    "AT+CLOUDCONN": "ERROR",
    "AT+CLOUDSUB=": "ERROR",
    f"AT+CLOUDSUB={GET}": "ERROR",
    f"AT+CLOUDSUB={GET},2": "ERROR",
    f"AT+CLOUDSUB={GET},x": "ERROR",
    "AT+CLOUDSUB=" + ",".join([f"{GET},0"] * 9): "ERROR",
    f'AT+CLOUDSUB="{GET}",0': -4,
    f"AT+CLOUDSUB={'t' * 65},0": -4,
    "AT+CLOUDSUB=,0": -4,
    f"AT+CLOUDPUB={GET},0": "ERROR",
    f"AT+CLOUDPUB={GET},0,": "ERROR",
    f"AT+CLOUDPUB={GET},2,x": "ERROR",
    f"AT+CLOUDPUB={'t' * 65},0,x": -4,
    f"AT+CLOUDPUB={GET},0,{'x' * 256}": -5,
    f"AT+CLOUDUNSUB={GET},{GET}": "ERROR",
    "AT+CLOUDUNSUB=": -4,
    "AT+CLOUDSUB=/other/lamp/user/get,0": "OK|+CMD ERROR: -2",
}

TABLE = Table(
    (
        Group("me3630", (), {auth(): "OK|+CME ERROR: 30"}),  # no call
        Group("me3630", ("dialled",), ROWS),
        *(
            Group("me3630", ("dialled",), {command: "OK|+ALIAUTH: FAIL"})
            for command in (
                auth(key=f"{DEMO.key}x"),
                auth(name="other"),
                auth(secret="0" * 32),
                auth(name=f'"{DEMO.name}"'),  # quotes are part of it
                auth(name=f"{DEMO.name} "),
            )
        ),
        Group("me3630", ("signed in",), {f"AT+CLOUDSUB={GET},0": -1, f"AT+CLOUDPUB={GET},0,x": -1}),
        Group("me3630", ("connected",), CONNECTED),
        Group("me3630", ("connected", "AT+CLOUDDISCONN"), {"AT+CLOUDCONN": -1, f"AT+CLOUDPUB={GET},0,x": -1}),
        Group("me3630", ("the cloud has hung up",), {f"AT+CLOUDPUB={GET},0,x": -1}),
        Group("me3630", ("a message that is too big",), {f"AT+CLOUDPUB={GET},0,x": -1}),
        Group("me3630 at 50", ("dialled", "the cloud says nothing"), {auth(): "OK|+CME ERROR: 30"}),
        Group("me3630 at 50", ("signed in", "the cloud says nothing"), {"AT+CLOUDCONN": -3}),
        Group(
            "me3630 at 50",
            ("connected", "the cloud says nothing"),
            {
                f"AT+CLOUDSUB={GET},1": "OK|+CMD ERROR: -3",
                f"AT+CLOUDPUB={GET},1,x": "OK|+CMD ERROR: -3",
                f"AT+CLOUDUNSUB={GET}": "OK|+CMD ERROR: -3",
            },
        ),
    ),
    {"gosuncn_cmd_error": r"CMD ERROR: (-\d)", "gosuncn_auth": r"ALIAUTH: (\w+)"},
    {},
    SCENES,
    tell,
    lambda profile, speed: Gosuncn(speed=speed),
)
