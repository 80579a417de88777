"""What modules do in their own way: a switch for each, as seen on real ones. The defaults are what the notes say.

Each stands in `SWITCHES` with a sentence, so that `atbench virtual --list` can tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atbench.texts import N_

Value = bool | int | str


@dataclass(frozen=True, slots=True)
class FtpHabits:
    """FTP(S) note V1.2.

    `resumes`: `+++` interrupts a download and ATO goes on, else it gives it up. `hides_password`, `quotes_path`: when
    read. `refuses`: where no data connection comes about a +CME ERROR takes the place of the late line; `sticks`: after
    615 everything but AT+QFTPCLOSE is refused. `bad_place`: the number for a name that no file of the module can have.
    """

    resumes: bool = True
    hides_password: bool = False
    quotes_path: bool = False
    refuses: bool = False
    sticks: bool = False
    bad_place: int = 0


@dataclass(frozen=True, slots=True)
class MqttHabits:
    """MQTT note V1.0.

    `newer`: it has the keys of AT+QMTCFG that came with the EC200x series. `glued`: no blank behind the `>` that asks
    for a message. `opens_aloud`: while TLS is being set up it prints what AT+QMTOPEN? answers. `below`: a message
    stands on a line of its own. `no_tls`: the result where no secure connection comes about.
    """

    newer: bool = True
    glued: bool = False
    opens_aloud: bool = False
    below: bool = False
    no_tls: int = -1


@dataclass(frozen=True, slots=True)
class HttpHabits:
    """HTTP(S) note V1.0.

    `early`: the connection is made before OK, so that what goes wrong with it is a +CME ERROR. `no_name`: the number
    for a host that is not found. `tells_length`: of the body, behind what the server said. `words`: with AT+CMEE=2 they
    stand in late lines for every error; no others were seen.
    """

    early: bool = False
    no_name: int = 714
    tells_length: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """All else.

    `reactivates`: AT+QIACT takes a context that is active already (the note has it so; other modules were seen to
    refuse, and do here unless it is set). `universal`: AT+QNTP tells the time of Greenwich, behind it the local zone
    all the same. `quoted_suite`: AT+QSSLCFG takes cipher suites in quotes. `lists_contexts`: AT+CLCC lists active
    contexts as calls. `bare_off`: POWERED DOWN has no line end, and what the network takes away is told behind it.
    """

    reactivates: bool = False
    universal: bool = False
    quoted_suite: bool = False
    lists_contexts: bool = False
    bare_off: bool = False
    ftp: FtpHabits = FtpHabits()
    mqtt: MqttHabits = MqttHabits()
    http: HttpHabits = HttpHabits()


SWITCHES = {
    "ftp.resumes": N_("FTP: +++ gives a download up, ATO does not go on"),
    "ftp.hides_password": N_("FTP: the password is read back as stars"),
    "ftp.quotes_path": N_("FTP: the folder is told in quotes"),
    "ftp.refuses": N_("FTP: +CME ERROR in place of the late line where no data connection comes about"),
    "ftp.sticks": N_("FTP: after 615 only AT+QFTPCLOSE is taken"),
    "ftp.bad_place": N_("FTP: {value} for a name that no file of the module can have"),
    "mqtt.newer": N_("MQTT: AT+QMTCFG has only its nine older keys"),
    "mqtt.glued": N_("MQTT: no blank behind the > that asks for a message"),
    "mqtt.opens_aloud": N_("MQTT: server and port are told while TLS is being set up"),
    "mqtt.below": N_("MQTT: a message stands on a line of its own"),
    "mqtt.no_tls": N_("MQTT: +QMTOPEN says {value} where TLS fails"),
    "http.early": N_("HTTP: connects before OK, and tells what goes wrong there with +CME ERROR"),
    "http.no_name": N_("HTTP: {value} for a host that is not found"),
    "http.tells_length": N_("HTTP: the length of the body is not told"),
    "http.words": N_("HTTP: “{value}” in late lines with AT+CMEE=2"),
    "reactivates": N_("AT+QIACT takes a context that is active already"),
    "universal": N_("AT+QNTP tells UTC, with the mark of the local zone"),
    "quoted_suite": N_("AT+QSSLCFG takes cipher suites in quotes"),
    "lists_contexts": N_("AT+CLCC lists active contexts as calls"),
    "bare_off": N_("POWERED DOWN has no line end"),
}
"""What it means that a switch is not at its default."""


def differences(habits: Habits) -> Iterator[tuple[str, Value]]:
    """The switches that are not at their defaults, with their values."""
    for name in SWITCHES:
        value, default = (_value(one, name) for one in (habits, Habits()))
        if value != default:
            yield name, value


def _value(habits: Habits, name: str) -> Value:
    group, _dot, member = name.rpartition(".")
    value: Value = getattr(getattr(habits, group) if group else habits, member)
    return value
