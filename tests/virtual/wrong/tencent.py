"""Tencent IoT MQTT AT manual V3.0.3: chapters 2 to 4 and 6, for all three firmwares, with the codes of later ones."""

from atbench.virtual.commands.tencent_firmware import FIRMWARES

from ..clouding import DATA, DEVICE, INFO, OWN, PRODUCT, PROFILES, SECRET, Tencent
from .table import Code, Group, Table
from .tencent_scenes import CONNECT, CONNECT_2, OTA, SCENES

SET, CONN, PUB, PUBL, SUB, UNSUB = (
    f"AT+TC{name}=" for name in ("DEVINFOSET", "MQTTCONN", "MQTTPUB", "MQTTPUBL", "MQTTSUB", "MQTTUNSUB")
)


def spelled(profile: str):
    """How this firmware tells a code of +CME ERROR."""

    def tell(command: str, code: int) -> str:
        return FIRMWARES[profile].spelled(command.removeprefix("AT").partition("=")[0].rstrip("?")).format(code)

    return tell


def plain(profile: str, rows: dict[str, Code]) -> dict[str, Code]:
    tell = spelled(profile)
    return {command: tell(command, code) if isinstance(code, int) else code for command, code in rows.items()}


def failed(profile: str, command: str, code: int) -> dict[str, Code]:
    name = command.removeprefix("AT").partition("=")[0]
    return {command: f"OK|{FIRMWARES[profile].result(name, code)}"}


UNSET: dict[str, Code] = {
    f'{SET}"1",{INFO}': "ERROR",  # facts 8.3: the mode is a number
    f"{SET}x,{INFO}": "ERROR",
    f"{SET}7,{INFO}": 204,
    f"{SET}-1,{INFO}": 204,
    f'{SET}1,"{PRODUCT}","bench_0001"': 204,
    f'{SET}1,"{PRODUCT}X","bench_0001","{SECRET}"': 204,
    f'{SET}1,"","bench_0001","{SECRET}"': 204,
    f'{SET}1,"{PRODUCT}","{"d" * 49}","{SECRET}"': 204,
    f'{SET}1,"{PRODUCT}","bench_0001",""': 204,
    f'{SET}1,"{PRODUCT}","bench_0001","{"A" * 45}"': 204,
    f'{SET}1,"{PRODUCT}",bench_0001,"{SECRET}"': 204,
    f'{SET}1,"{PRODUCT}","bench_0001","{SECRET}': 204,
    SET: "ERROR",
    "AT+TCMQTTDISCONN": 208,
    f'{SUB}"{DATA}",0': 208,
    f'{UNSUB}"{DATA}"': 208,
    f'{PUB}"{DATA}",0,"x"': 208,
    f'{PUBL}"{DATA}",0,1': 208,
    OTA: 208,
}
KNOWN: dict[str, Code] = {
    f"{CONN}1,5000,240,1": 204,
    f'{CONN}"1",5000,240,1,1': "ERROR",
    f"{CONN}3,5000,240,1,1": 204,
    f"{CONN}1,0,240,1,1": 204,
    f"{CONN}1,5000,59,1,1": 204,
    f"{CONN}1,5000,691,1,1": 204,
    f"{CONN}1,5000,240,2,1": 204,
    f"{CONN}1,5000,240,1,2": 204,
    f"{CONN}2,5000,240,1,1": 204,
}
CONNECTED: dict[str, Code] = {
    f"{SET}1,{INFO}": 208,
    CONNECT: 208,
    f'{PUB}"{DATA}",2,"x"': 204,
    f'{PUB}"{DATA}",x,"x"': 204,
    f'{PUB}"{DATA}",0,""': 204,
    f'{PUB}"{DATA}",0': "ERROR",
    f'{PUB}"{DATA}",0,"x",1': "ERROR",  # facts 8.3: 7.4 prints such a length
    f'{PUB}{DATA},0,"x"': 204,
    f'{PUB}"{"t" * 129}",0,"x"': 204,
    f'{PUBL}"{DATA}",0': "ERROR",
    f'{PUBL}"{DATA}",0,0': 204,
    f'{PUBL}"{DATA}",0,10241': 204,
    f'{PUBL}"{DATA}",2,1': 204,
    f'{PUBL}"{"t" * 129}",0,1': 204,
    f'{SUB}"{DATA}"': "ERROR",
    f'{SUB}"{DATA}",2': 204,
    f'{SUB}"{"t" * 129}",0': 204,
    f'{UNSUB}"{DATA}",0': 204,
    f"{UNSUB}x": 204,
    'AT+TCOTASET=2,"1.0.0"': 204,
    'AT+TCOTASET=x,"1.0.0"': 204,
    "AT+TCOTASET=1": 204,
    'AT+TCOTASET=1,""': 204,
    f'AT+TCOTASET=1,"{"1" * 33}"': 204,
    'AT+TCOTASET=1,"1.0.0",1': 204,
}
BUSY = ("AT+TCMQTTSTATE?", f'{PUB}"{DATA}",0,"x"', "AT+TCDEVINFOSET?", "AT+TCMQTTDISCONN")
LOADING = ("AT+TCFWINFO?", "AT+TCREADFWDATA=1", f'{SUB}"{DATA}",0', f'{UNSUB}"{DATA}"', f'{PUBL}"{DATA}",0,1')


def groups(profile: str) -> tuple[Group, ...]:
    """What all three have, each in its own spelling and with its own numbers."""
    row = FIRMWARES[profile]
    return (
        Group(profile, ("in the network",), plain(profile, UNSET)),
        Group(
            profile, ("in the network",), plain(profile, {"AT+TCFWINFO?": row.empty, "AT+TCREADFWDATA=1": row.empty})
        ),
        Group(profile, ("knows a device",), plain(profile, KNOWN)),
        Group(profile, ("connected",), plain(profile, CONNECTED)),
        Group(f"{profile} at 5", ("connected", "it waits for a result"), plain(profile, dict.fromkeys(BUSY, 200))),
        Group(f"{profile} at 10", ("a firmware comes",), plain(profile, dict.fromkeys((*LOADING, OTA), 200))),
        Group(profile, ("a firmware has been read",), plain(profile, {"AT+TCREADFWDATA=1": row.end})),
        Group(profile, ("a wrong secret",), failed(profile, CONNECT, -116)),
        Group(profile, ("another device",), failed(profile, CONNECT, -114)),
        Group(profile, ("knows a device", "the cloud says nothing"), failed(profile, CONNECT, row.no_answer)),
        Group(
            f"{profile} at 50",
            ("connected in haste", "the cloud says nothing"),
            failed(profile, f'{PUB}"{DATA}",1,"x"', row.no_answer)
            | failed(profile, f'{SUB}"{DATA}",1', row.no_answer)
            | failed(profile, f'{UNSUB}"{DATA}"', row.no_answer),
        ),
        Group(
            profile,
            ("connected",),
            failed(profile, f'{SUB}"{OWN}/event",0', -108)
            | failed(profile, f'{PUB}"{OWN}/control",1,"x"', row.no_answer),
        ),
        Group(
            f"{profile} at 100",
            ("connected",),
            {f'{PUBL}"{DATA}",1,5': f"OK|>|{spelled(profile)(PUBL, row.late)}"},  # nobody types
        ),
    )


MANUAL = "tencent"
CME = r"(?:CME ERR(?:OR)?: ?[A-Z ]*|FAIL,?)(\d+)"
REGNET = "AT+TCREGNET="

TABLE = Table(
    (
        *(group for profile in PROFILES for group in groups(profile)),
        Group(
            MANUAL,
            (),
            plain(
                MANUAL,
                {
                    f"{REGNET}2": 204,
                    f'{REGNET}"0"': "ERROR",
                    f'{REGNET}1,"workshop"': 204,
                    f'{REGNET}1,"{"s" * 49}","00000000"': 204,
                    f'{REGNET}1,"workshop","{"p" * 49}"': 204,
                    f'{REGNET}0,"a","b"': 204,
                    'AT+TCCERTADD="a.crt",0': 204,
                    'AT+TCCERTADD="a.crt",4097': 204,
                    'AT+TCCERTADD="a.crt"': 204,
                    "AT+TCCERTADD=a.crt,5": 204,
                    'AT+TCCERTADD="",5': 204,
                    "AT+TCCERTCHECK=": 204,
                    'AT+TCCERTCHECK="a.crt"': 204,
                    'AT+TCCERTDEL="a.crt","b.crt"': 204,
                    f'{SET}2,"{PRODUCT}","{DEVICE}","a.crt"': 204,
                    CONNECT: 208,
                    f'{REGNET}1,"workshop","short"': "OK|+TCREGNET: FAIL-103",
                },
            ),
        ),
        Group(
            "tencent-m6315", (), plain("tencent-m6315", {f"{REGNET}1,1": 204, f"{REGNET}0,2": 204, f"{REGNET}0": 204})
        ),
        Group("tencent-m6315", (), failed("tencent-m6315", CONNECT, 207)),  # no device data
        Group("tencent-esp8266", (), {f"{REGNET}0": "ERR CODE:0x01090000|ERROR"}),
        Group(MANUAL, ("AT+CFUN=4",), {f'{REGNET}0,"net.example"': "OK|+TCREGNET: FAIL-103"}),
        Group(MANUAL, ("no network",), failed(MANUAL, CONNECT, -602)),
        Group(MANUAL, ("no such product",), failed(MANUAL, CONNECT, -602)),
        Group(MANUAL, ("a certificate that is none",), {'AT+TCCERTCHECK="b.crt"': "OK|+TCCERTCHECK: FAIL203"}),
        Group(f"{MANUAL} at 5", ("a certificate, no key",), failed(MANUAL, CONNECT_2, -702)),
        Group(f"{MANUAL} at 5", ("a certificate and its key", "in use"), plain(MANUAL, {'AT+TCCERTDEL="a.crt"': 200})),
        Group(f"{MANUAL} at 5", ("a certificate and its key", "TLS is refused"), failed(MANUAL, CONNECT_2, -703)),
        Group(f"{MANUAL} at 5", ("a certificate of another device",), failed(MANUAL, CONNECT_2, -117)),
        Group(MANUAL, ("knows a device", "the server is gone"), failed(MANUAL, CONNECT, -603)),
        Group(
            f"{MANUAL} at 100",
            ("it connects again by itself",),
            {"AT+CFUN=4": f"OK|+TCMQTTDISCON(-103){6 * '|+TCMQTTRECONNECTING'}|+TCMQTTDISCON(-106)"},
        ),
        Group(f"{MANUAL} at 100", (), {'AT+TCCERTADD="a.crt",100': "OK|>|+CME ERROR: ADD FAILED202"}),
        Group(
            MANUAL, ("connected",), plain(MANUAL, {f'{PUB}"{DATA}",1,"{"x" * 1025}"': 201, 'AT+TCOTASET=1,"1.0"': 204})
        ),
        Group(
            MANUAL, ("the cloud has hung up",), plain(MANUAL, {f'{PUB}"{DATA}",0,"x"': 208, "AT+TCMQTTDISCONN": 208})
        ),
        Group(f"{MANUAL} at 10", ("a firmware comes",), plain(MANUAL, {"AT+TCMQTTDISCONN": 200})),
    ),
    {
        "tencent_cme": CME,
        "tencent_cme_later": CME,
        "tencent_server": r"DISCON\((\d+)\)",
        "tencent_exec": r"(?:FAIL,?|DISCON\()(-\d+)",
    },
    {
        "tencent_cme_later": {
            206: "the computer's memory is larger than any module's",
            **dict.fromkeys((209, 210), "no mistake without a name"),
            211: "the module's own firmware is not loaded",
            212: "its flash is erased at once",
            213: "a firmware that does not come is told as UPDATEFAIL",
        },
        "tencent_server": {
            101: "it comes by itself, when the server hangs up: see commands/test_tencent_connection",
            **dict.fromkeys((110, 111, 120, 130, 131, 132), "MQTT tells a module no more than -108 and -111"),
        },
        "tencent_exec": {
            **dict.fromkeys(range(-11, -2), "a firmware that does not come is told as UPDATEFAIL"),
            -102: "one command at a time",
            -104: "no mistake without a name",
            -105: "a command is refused with 208 meanwhile",
            -107: "our cloud lets a device have eight topics, and it can hold ten: see test_real_clouds",
            -109: "messages are told when they come",
            -110: "a broker that breaks the protocol loses the connection: 101",
            -112: "no code of CONNACK without a name",
            -113: "the cloud takes the version that the module speaks",
            -115: "our cloud is there as long as it answers",
            -118: "a broker that breaks the protocol loses the connection: 101",
            -119: "the computer's memory is larger than any module's",
            -120: "it is refused before: 204",
            **dict.fromkeys(range(-137, -131), "this firmware has no device shadow"),
            -138: "it is refused before: 204",
            -601: "the computer has more sockets than a module",
            **dict.fromkeys((-604, -605, -606, -607, -609), "a connection that breaks is told as -103 or 101"),
            -608: "a broker that hangs up instead of answering: see commands/test_tencent_connection",
            -701: "TLS is always there",
            -704: "the time of the command is over: -111",
            **dict.fromkeys(range(-709, -704), "a connection that breaks is told as -103 or 101"),
        },
    },
    SCENES,
    start=lambda profile, speed: Tencent(profile, speed=speed),
)
