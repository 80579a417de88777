"""What differs between the firmwares with Tencent's commands: spelling, order, limits, codes. One row each.

Sources: Tencent IoT MQTT AT manual V3.0.3 ("tencent"); Tencent's firmware for ESP8266 (MIT) with its published test
report of 2020-08-21; the published test report of an M6315 of 2019-09-03.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from atbench.virtual.backends.tencent_codes import FLASH, NO_ANSWER, NO_FIRMWARE, STATE, TIME_OUT
from atbench.virtual.unit import Unit

Why = Literal["left", "server", "network", "gave up"]


@dataclass(frozen=True, slots=True)
class Firmware:
    """One row. What needs words:

    `gap`: what stands behind the colon of answers, `gaps`: the names with a blank all the same. `glued`: names with
    `FAIL<err>`, without a comma. `error` and `errors`: how +CME ERROR is spelled. `gone`: the reason of +TCMQTTDISCON,
    "" for no such line. `hasty`: commands whose own message may come back before their result. `modes`: <tlsmode>.
    `kinds`: networks. `acts`: AT+TCREGNET has an <action>, and words as result.
    `tail`: CR LF must follow the bytes of AT+TCMQTTPUBL, and `+++` gives up. `twice`: OK also behind the bytes. `stop`:
    the byte that ends them before. `late`: typed too slowly. `escapes`: what a backslash stands before in messages, and
    `blanks`: the bytes of AT+TCMQTTPUBL keep a blank in its place. `no_answer`: the cloud was silent. `unset`: no
    device data, told as a result where `unset_later`. `empty`: no firmware, `end`: all of it has been read. `cancels`:
    AT+TCOTASET=0 and AT+TCMQTTDISCONN end a download. `ota_first`: AT+TCOTASET? answers before OK.
    """

    tests: Mapping[str, tuple[str, ...]]
    gap: str = ""
    gaps: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()
    error: str = "+CME ERROR:{}"
    errors: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[Why, str] = field(default_factory=dict)
    hasty: frozenset[str] = frozenset()
    subscribes_aloud: bool = False
    tells_left: bool = False
    tells_region: bool = False
    modes: tuple[int, ...] = (0, 1, 2)
    kinds: tuple[int, ...] = (0,)
    acts: bool = False
    timeouts: tuple[int, int] = (1, 120000)
    longest_secret: int = 44
    prompt: bytes = b"\r\n>\r\n"
    longest: int = 10240
    tail: bool = False
    twice: bool = False
    stop: bytes = b"\x1a"
    late: int = TIME_OUT
    escapes: str = ""
    blanks: bool = False
    no_answer: int = TIME_OUT
    unset: int = FLASH
    unset_later: bool = True
    empty: int = NO_FIRMWARE
    end: int = STATE
    most_read: int = 4096
    version: str = r".{1,32}"
    cancels: bool = True
    ota_first: bool = True
    room: int = 716800

    def line(self, name: str, text: str) -> str:
        return f"{name}:{' ' if name in self.gaps else self.gap}{text}"

    def result(self, name: str, err: int) -> str:
        if not err:
            return self.line(name, "OK")
        return self.line(name, f"FAIL{'' if name in self.glued else ','}{err}")

    def spelled(self, name: str) -> str:
        return self.errors.get(name, self.error)


_CERTIFICATES = {
    "+TCCERTADD": ('AT+TCCERTADD:"CERT_NAME", CERT_SIZE (1-4096)',),
    "+TCCERTCHECK": ('+TCCERTCHECK:"Cert_name"',),
    "+TCCERTDEL": ('+TCCERTDEL: "Cert_name"',),
}
_MANUAL_TESTS = {
    **_CERTIFICATES,
    "+TCREGNET": ('+TCDEVINFO:"MODULE_TYPE (0/1)","STATE(0/1)","IP","SSID","PSW","CSQ"',),
    "+TCDEVINFOSET": ('+TCDEVINFO:"TLSMODE (0/1/2)","PRODUCTID","DEVICENAME","DEVICESECRET"',),
    "+TCMQTTCONN": ("+TCMQTTCONN:<TLSMODE_SELECTED>,<CMDTIMEOUT_VALUE>,<KEEPALIVE>,<CLEAN_SESSION>,<RECONNECT>",),
    "+TCMQTTPUB": ('+TCMQTTPUB: "TOPIC_NAME(maxlen 128)", "QOS(0/1)", "PAYLOAD(maxlen 1024)"',),
    "+TCMQTTPUBL": ('+TCMQTTPUBL: "TOPIC_NAME(maxlen128)", "QOS(0/1)", "LEN(1-10240)"',),
    "+TCMQTTSUB": ('+TCMQTTSUB:"TOPIC_NAME","QOS(0/1)"',),
    "+TCMQTTUNSUB": ('+TCMQTTUNSUB: "TOPIC_NAME"',),
    "+TCOTASET": ('+TCOTASET: "ENABLE/DISABLE", "FW_version"',),
    "+TCFWINFO": ('+TCFWINFO: "FW_VERSION", "FW_SIZE", "FW_MD5","FW_MAX_SIZE_OF_MODULE"',),
    "+TCREADFWDATA": ('+TCREADFWINFO: "LEN_FOR_READ"',),
}
_ESP_TESTS = {
    "+TCDEVINFOSET": ('+TCDEVINFOSET:"TLS_MODE(1)","PRODUCT_ID","DEVICE_NAME","DEVICE_SECRET_BCC","PRODUCT_REGION"',),
    "+TCMQTTCONN": (
        "+TCMQTTCONN:<TLSMODE_SELECTED>,<CMDTIMEOUT_VALUE(1000-10000ms)>,<KEEPALIVE>(60-690s),"
        "<CLEAN_SESSION>(0/1),<RECONNECT>(0/1)",
    ),
    "+TCMQTTPUB": ('+TCMQTTPUB: "TOPIC_NAME(maxlen 128)", "QOS(0/1)","PAYLOAD"',),
    "+TCMQTTPUBL": ('+TCMQTTPUBL: "TOPIC_NAME(maxlen 128)", "QOS(0/1)","LEN(1-2048)"',),
    "+TCMQTTSUB": ('+TCMQTTSUB:"TOPIC_NAME(maxlen 128)","QOS(0/1)"',),
    "+TCMQTTUNSUB": ('+TCMQTTUNSUB:"TOPIC_NAME"',),
    "+TCOTASET": ('+TCOTASET:1(ENABLE)/0(DISABLE),"FW_version"',),
    "+TCFWINFO": ('+TCFWINFO:"FW_VERSION","FW_SIZE","FW_MD5","FW_MAX_SIZE_OF_MODULE"',),
    "+TCREADFWDATA": ('+TCREADFWDATA:"LEN_FOR_READ"',),
}
_EARLY = ("+TCREGNET", "+TCDEVINFOSET", "+TCCERTADD", "+TCCERTCHECK", "+TCCERTDEL", "+TCMQTTCONN")

FIRMWARES = {
    # 1.2 rule 4: one blank behind the colon, whatever the examples show.
    "tencent": Firmware(
        _MANUAL_TESTS,
        gap=" ",
        glued=frozenset(_EARLY),
        error="+CME ERROR: {}",
        errors={
            "+TCCERTADD": "+CME ERROR: ADD FAILED{}",
            "+TCCERTCHECK": "+CME ERROR: CHECK FAILED{}",
            "+TCCERTDEL": "+CME ERROR: DELETE FAILED{}",
            **dict.fromkeys(("+TCMQTTCONN", "+TCMQTTPUB", "+TCMQTTPUBL"), "+CME ERR: {}"),
        },
        gone={"left": "", "server": "(101)", "network": "(-103)", "gave up": "(-106)"},
        tells_left=True,
        kinds=(0, 1),
        prompt=b"\r\n> ",
        no_answer=NO_ANSWER,
        unset=STATE,
        unset_later=False,
        end=NO_FIRMWARE,
        most_read=10240,
        version=r"\d+\.\d+\.\d+",
        cancels=False,
        ota_first=False,
    ),
    "tencent-esp8266": Firmware(
        _ESP_TESTS,
        gone={"left": ",2", "server": ",-103", "network": ",-103", "gave up": ",-106"},
        hasty=frozenset(("+TCMQTTPUBL",)),
        tells_region=True,
        modes=(1,),
        timeouts=(1000, 10000),
        prompt=b">\r\n",
        longest=2048,
        tail=True,
        stop=b"",
        late=204,
        escapes='",',
        blanks=True,
        empty=STATE,
        room=909312,
    ),
    "tencent-m6315": Firmware(
        _MANUAL_TESTS
        | {
            "+TCREGNET": (
                '+TCDEVINFO: "MODULE_TYPE (0/1)","ACTION(0/1)","STATE(0/1)","IP", [,"SSID","PSW"(WIFI_MODULE)] '
                '[,"CSQ"(CELLULAR_MODULE)]',
            ),
        },
        gaps=frozenset(
            ("+TCREGNET", "+TCMQTTSTATE", "+TCOTASTATUS", "+TCFWINFO", "+TCCERTADD", "+TCCERTCHECK", "+TCCERTDEL")
        ),
        gone=dict.fromkeys(("left", "server", "network", "gave up"), ":0"),
        subscribes_aloud=True,
        acts=True,
        twice=True,
        escapes='"',
        tells_left=True,
        room=307200,
    ),
}


def firmware(unit: Unit) -> Firmware:
    return FIRMWARES[unit.profile.name]
