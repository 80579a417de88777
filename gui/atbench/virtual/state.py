"""What a module remembers: small plain records. Numbers and names are invented; nothing here exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from atbench.virtual.habits import FtpHabits, Habits, HttpHabits, MqttHabits

Registration = Literal["creg", "cgreg", "cereg"]


QUECTEL_CARD: Mapping[str, str] = {
    "ready": "+CPIN: READY",
    "read": "+QUSIM: 1",
    "sms": "+QIND: SMS DONE",
    "book": "+QIND: PB DONE",
    "context": '+QIURC: "pdpdeact",{}',
}
PLAIN_CARD: Mapping[str, str] = {"ready": "+CPIN: READY"}  # inferred: other makers' manuals at hand show no such lines


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of module. Serial numbers carry the test prefixes 00 (IMEI) and 001-01 (network).

    `storages` are the places for files with their bytes (FILE note V1.0, 2.2.1 for the flash; EC200T alone has SD, and
    the sizes of the EC2x are invented). `families` name the tables of commands that it has (see `commands`), `lacks`
    the commands of theirs that it has not.

    `identity` are the lines of ATI, `wakes` those at power on, `card` what it says of SIM card and contexts, by event.
    `leads`: its lines begin with CR LF. `longest`: bytes of a command line. `unknown`: what a command gets that it does
    not have. `options`: what may be chosen in its address, the default first (none: anything), and `chosen` what was.
    """

    name: str
    maker: str
    model: str
    revision: str
    families: tuple[str, ...]
    lacks: frozenset[str] = frozenset()
    imei: str = "004999010640000"
    imsi: str = "001010123456789"
    iccid: str = "89860000000000000001"
    storages: Mapping[str, int] = field(default_factory=lambda: {"UFS": 917503})
    habits: Habits = field(default_factory=Habits)
    identity: tuple[str, ...] = ("{0.maker}", "{0.model}", "Revision: {0.revision}")
    wakes: tuple[str, ...] = ("RDY", "+CFUN: 1")
    card: Mapping[str, str] = field(default_factory=lambda: QUECTEL_CARD)
    leads: bool = True
    longest: int = 4096
    unknown: bytes = b"ERROR"
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.maker} {self.model}"

    @property
    def short(self) -> str:
        """For narrow lists: EC25, Tencent ESP8266."""
        return " ".join(one.title() if one.isalpha() else one.upper() for one in self.name.split("-"))

    def option(self, name: str) -> str:
        """What was chosen, or the default."""
        return self.chosen.get(name, self.options[name][0])


_TENCENT = ("tencent", "tencent network", "tencent certificates")
_BASE = ("general", "sim", "network", "context", "file", "ssl")
_NET = ("ftp", "tcpip", "http")
# EC2x&EG9x&EM05 MQTT note V1.1: EC20, EC21, EC25, EG91, EG95 and EM05 have the commands of the EC200x. That AT+QMTCFG
# has the nine keys of a BG95 is inferred.
_EC2X = (*_BASE, "smtp", "mqtt", *_NET)
_OLDER = MqttHabits(newer=False)
_EC2X_STORAGES = {"UFS": 8 << 20, "RAM": 4 << 20, "SD": 32 << 20}

PROFILES = {
    "ec600s": Profile("ec600s", "Quectel", "EC600S", "EC600SCNDR00A00M00", (*_BASE, "mqtt", *_NET)),
    # The FTP note has an SD card for it, the FILE note for EC200T alone.
    "ec200s": Profile(
        "ec200s",
        "Quectel",
        "EC200S",
        "EC200SCNR00A00M00",
        (*_BASE, "mqtt", *_NET),
        storages={"UFS": 917503, "SD": 32 << 20},
    ),
    # Not in the notes; its habits were seen on real ones.
    "ec200u": Profile(
        "ec200u",
        "Quectel",
        "EC200U",
        "EC200UCNR00A00M00",
        (*_BASE, "mqtt", *_NET),
        habits=Habits(mqtt=MqttHabits(opens_aloud=True, below=True, no_tls=5)),
        wakes=("APP RDY",),
    ),
    # Cipher suites in quotes: drivers for EC21 send them so.
    "ec20": Profile(
        "ec20",
        "Quectel",
        "EC20",
        "EC20CNR00A00M00",
        _EC2X,
        storages=_EC2X_STORAGES,
        habits=Habits(reactivates=True, quoted_suite=True, mqtt=_OLDER),
    ),
    "ec25": Profile(
        "ec25",
        "Quectel",
        "EC25",
        "EC25CNR00A00M00",
        _EC2X,
        storages=_EC2X_STORAGES,
        habits=Habits(
            reactivates=True,
            quoted_suite=True,
            lists_contexts=True,
            ftp=FtpHabits(bad_place=613),
            mqtt=_OLDER,
            http=HttpHabits(tells_length=False, words="Http unknown error"),
        ),
    ),
    "eg95": Profile(
        "eg95",
        "Quectel",
        "EG95",
        "EG95CNR00A00M00",
        _EC2X,
        storages={name: size for name, size in _EC2X_STORAGES.items() if name != "SD"},
        habits=Habits(reactivates=True, quoted_suite=True, mqtt=_OLDER),
    ),
    # Its messages are published with AT+QMTPUB alone. A published log of one has APP RDY behind +CFUN.
    "bg96": Profile(
        "bg96",
        "Quectel",
        "BG96",
        "BG96R00A00M1G",
        (*_BASE, "mqtt", "mqtt text", *_NET),
        lacks=frozenset({"+QMTPUBEX"}),
        habits=Habits(bare_off=True, mqtt=MqttHabits(newer=False, glued=True)),
        wakes=("RDY", "+CFUN: 1", "APP RDY"),
    ),
    # Its habits were seen in a published test of a module with firmware EG800KCNGCR07A06M04.
    "eg800k": Profile(
        "eg800k",
        "Quectel",
        "EG800K",
        "EG800KCNR00A00M00",
        (*_BASE, "mqtt", *_NET),
        habits=Habits(
            universal=True,
            ftp=FtpHabits(resumes=False, hides_password=True, quotes_path=True, refuses=True, sticks=True),
            http=HttpHabits(early=True, no_name=716),
        ),
    ),
    "tencent": Profile("tencent", "Tencent", "IoT AT", "TC_AT_V3.0.3", ("3gpp", *_TENCENT), wakes=(), card=PLAIN_CARD),
    "tencent-esp8266": Profile(
        "tencent-esp8266",
        "Tencent",
        "QCloud_AT_ESP8266",
        "QCloud_AT_ESP8266_v2.1.0",
        ("wifi", "tencent", "tencent module"),
        wakes=("ready",),
        leads=False,
        longest=256,
        unknown=b"ERR CODE:0x01090000\r\nERROR",
    ),
    "tencent-m6315": Profile(
        "tencent-m6315",
        "China Mobile",
        "M6315",
        "M6315-PTCH0S00",
        ("3gpp", *_TENCENT, "tencent module"),
        wakes=(),
        card=PLAIN_CARD,
    ),
    "me3630": Profile(
        "me3630",
        "GOSUNCN",
        "ME3630-C1C",
        "AL_ME3630C1CV1.0B03",
        ("3gpp", "zte", "cloud"),
        identity=("Manufacturer: {0.maker}", "Model: {0.model}", "Revision: {0.revision}", "IMEI: {0.imei}"),
        wakes=(),
        card=PLAIN_CARD,
        options={"auth": ("later", "first"), "number": ("payload", "length"), "firmware": ()},
    ),
}


@dataclass(slots=True)
class Terminal:
    """How lines look (V.250 6.2). `registers` are S3, S4 and S5 and those that only remember."""

    echo: bool = True
    quiet: bool = False
    verbose: bool = True
    errors: int = 1
    clock: float = 0.0  # seconds that its clock goes before the computer's
    numbers: dict[str, int] = field(default_factory=lambda: {"X": 4, "&C": 1, "&D": 2})
    registers: dict[int, int] = field(default_factory=lambda: {0: 0, 3: 13, 4: 10, 5: 8, 6: 2, 7: 0, 8: 2, 10: 15})


@dataclass(slots=True)
class Sim:
    """`asks` is its PIN ("" for none), `pin` the one it still waits for; `ready` comes a moment after boot."""

    inserted: bool = True
    asks: str = ""
    pin: str = ""
    ready: bool = False
    tries: int = 3
    initialised: int = 0


@dataclass(slots=True)
class Network:
    """`reports` are the <n> of CREG, CGREG and CEREG. `full` is <fun> of CFUN."""

    full: int = 1
    registered: bool = False
    searching: bool = False
    attached: bool = False
    manual: int = 0
    style: int = 0
    names: tuple[str, str, str] = ("CHINA MOBILE", "CMCC", "46000")
    signal: int = 28
    area: str = "1A2B"
    cell: str = "0C3D4E5"
    access: int = 7  # <Act>: E-UTRAN
    reports: dict[Registration, int] = field(default_factory=lambda: {"creg": 0, "cgreg": 0, "cereg": 0})

    @property
    def status(self) -> int:
        """<stat>: 0 not registered, 1 at home, 2 searching."""
        return 1 if self.registered else 2 if self.searching else 0

    def told(self, name: Registration) -> str:
        """<stat>, and the cell where <n> is 2 and the module has one. Detached, +CGREG tells 2 (QA 9.11)."""
        stat = 2 if name == "cgreg" and self.registered and not self.attached else self.status
        cell = self.reports[name] == 2 and stat == 1
        return f'{stat},"{self.area}","{self.cell}",{self.access}' if cell else str(stat)


@dataclass(slots=True)
class Wifi:
    """A module for Wi-Fi joins again by itself the network that it was in last."""

    ssid: str = "workshop"
    password: str = "00000000"
    mode: int = 1
    joined: bool = False


@dataclass(slots=True)
class Context:
    """A PDP context: what AT+QICSGP set, and whether it is active."""

    kind: int = 1
    apn: str = ""
    user: str = ""
    password: str = ""
    auth: int = 0
    active: bool = False


def contexts() -> dict[int, Context]:
    """All fifteen. The first one carries what an earlier use left in the module, as chapter 4 of the blog shows."""
    return {1: Context(apn="CMNET", auth=1)} | {number: Context() for number in range(2, 16)}
