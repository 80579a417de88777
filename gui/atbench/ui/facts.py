"""What the status panel says: rows of words from the facts of a session. No Qt.

`ROWS` is the table: which fact a row shows, which questions tell it, and how its value is put into words. A row whose
questions no manual of the module knows is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atbench.session.status import Status
from atbench.texts import N_, _, ngettext
from atbench.ui.lamps import BARS, SIMS, STATES, State

if TYPE_CHECKING:
    from atbench.knowledge import Knowledge

Told = tuple[State, str]
UNKNOWN: Told = ("unknown", "")

# From how many lit bars on a signal is called so.
SIGNALS: tuple[tuple[int, State, str], ...] = (
    (5, "good", N_("very good")),
    (4, "good", N_("good")),
    (3, "good", N_("fair")),
    (2, "good", N_("weak")),
    (0, "working", N_("very weak")),
)
FTP: dict[str, Told] = {
    "opening": ("working", N_("opening")),
    "open": ("good", N_("open")),
    "busy": ("good", N_("transferring")),
    "closing": ("working", N_("closing")),
}
HTTP: dict[str, Told] = {"url": ("good", N_("address set")), "sent": ("good", N_("request sent"))}
UP: dict[str, Told] = {
    "up": ("good", N_("connected")),
    "connected": ("good", N_("connected")),
    "authorised": ("working", N_("signed in, not connected")),
    "set": ("good", N_("stored")),
}
CLIENTS: dict[str, Told] = {"open": ("working", N_("open, not signed in")), "connected": ("good", N_("signed in"))}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row's words are made of; `question` is the one that this module knows."""

    status: Status
    known: Knowledge
    question: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the fact it shows (a kind of facts where `many`), its questions, the maker of its words.

    `none` is said when nothing is there, as the module told. A `shy` row is shown only once something was heard, one
    with `unless` only where the module has no such question, which tells more.
    """

    name: str
    word: str
    questions: tuple[str, ...]
    told: Callable[[Seen], Told]
    none: str = N_("none")
    many: bool = False
    shy: bool = False
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A row as it is shown; `heard` in seconds since 1970, None for never. `value` may have several lines."""

    name: str
    word: str
    question: str
    state: State = "unknown"
    value: str = ""
    heard: float | None = None


def items(status: Status, known: Knowledge) -> Iterator[Item]:
    """The rows for a module, with what its traffic has told."""
    for row in ROWS:
        asks = question(row.name, known)
        heard = _heard(status, row, asks)
        if not asks or (row.shy and heard is None) or (row.unless and known.knows(row.unless)):
            continue
        state, value = row.told(Seen(status, known, asks)) if heard is not None else UNKNOWN
        yield Item(row.name, _(row.word), asks, state, value or (_(row.none) if heard is not None else ""), heard)


def question(name: str, known: Knowledge) -> str:
    """What the row of this name asks, "" where this module knows no such question."""
    row = next(row for row in ROWS if row.name == name)
    return next((question for question in row.questions if known.knows(question)), "")


def ago(seconds: float) -> str:
    """How long ago something was heard."""
    count = max(0, int(seconds))
    if count < 1:
        return _("now")
    if count < 60:
        return _("{count} s ago").format(count=count)
    if count < 3600:
        return _("{count} min ago").format(count=count // 60)
    hours = count // 3600
    if hours < 48:
        return _("{count} h ago").format(count=hours)
    return ngettext("{count} day ago", "{count} days ago", hours // 24).format(count=hours // 24)


def _heard(status: Status, row: Row, question: str) -> float | None:
    """When something of the row was last told, be it that there is nothing."""
    names = [name for name in status.names if name.rpartition(" ")[0] == row.name] if row.many else [row.name]
    times = [status.heard(name) for name in names] + [status.answered(question)]
    return max((time for time in times if time is not None), default=None)


# Words


def _sim(seen: Seen) -> Told:
    code = seen.status.get("sim")
    state, word = SIMS.get(code or "", ("working", ""))
    return (state, _(word) if word else code) if code else UNKNOWN


def _registered(domain: str, *tables: str) -> Callable[[Seen], Told]:
    """The state of registration and, where it was refused, why."""

    def told(seen: Seen) -> Told:
        number, cause = seen.status.get(domain), seen.status.get(f"{domain} cause")
        if number is None:
            return UNKNOWN
        state, word = STATES.get(int(number), UNKNOWN) if number.isdecimal() else UNKNOWN
        shown = _(word) if word else number
        if not cause:
            return state, shown
        why = next((text for table in tables if (text := seen.known.code(table, cause))), _("cause"))
        return state, _("{state}: {why} ({code})").format(state=shown, why=why, code=cause)

    return told


def _plain(seen: Seen) -> Told:
    return ("good", seen.status.get("operator") or "") if seen.status.get("operator") else UNKNOWN


def _signal(seen: Seen) -> Told:
    dbm = seen.status.dbm
    if dbm is None:
        return ("failed", _("no signal")) if seen.status.get("rssi") else UNKNOWN
    bars = sum(dbm >= least for least in BARS)
    state, word = next((state, word) for least, state, word in SIGNALS if bars >= least)
    # A true minus sign: a hyphen is too short beside the figures.
    return state, _("{level} dBm, {word}").format(level=f"\N{MINUS SIGN}{-dbm}", word=_(word))


def _contexts(seen: Seen) -> Told:
    states, addresses = seen.status.every("context", seen.question), seen.status.every("address")
    active = [n for n, state in sorted(states.items()) if state == "active"]
    return _lines((n, addresses.get(n) or _("active")) for n in active)


def _addresses(seen: Seen) -> Told:
    addresses = sorted(seen.status.every("address", seen.question).items())
    return _lines((n, address) for n, address in addresses if address.strip("0."))


def _clients(seen: Seen) -> Told:
    states, hosts = seen.status.every("mqtt", seen.question), seen.status.every("mqtt host")
    there = {n: CLIENTS[state] for n, state in sorted(states.items()) if state in CLIENTS}
    words = (
        (n, _("{state}, {host}").format(state=_(word), host=hosts[n]) if n in hosts else _(word))
        for n, (_state, word) in there.items()
    )
    worst: State = "working" if any(state == "working" for state, _word in there.values()) else "good"
    state, text = _lines(words)
    return (worst, text) if text else (state, text)


def _handles(kind: str) -> Callable[[Seen], Told]:
    """The numbers of what is open."""

    def told(seen: Seen) -> Told:
        numbers = [str(n) for n, state in sorted(seen.status.every(kind, seen.question).items()) if state == "open"]
        return ("good", _("open: {numbers}").format(numbers=", ".join(numbers))) if numbers else UNKNOWN

    return told


def _word(fact: str, words: dict[str, Told]) -> Callable[[Seen], Told]:
    """A fact that is one of a few words."""

    def told(seen: Seen) -> Told:
        value = seen.status.get(fact)
        if value is None:
            return UNKNOWN
        state, word = words.get(value, ("working", ""))
        return state, _(word) if word else value

    return told


def _lines(pairs: Iterator[tuple[int, str]]) -> Told:
    text = "\n".join(f"{n}: {shown}" for n, shown in pairs)
    return ("good", text) if text else UNKNOWN


_OPEN, _OFF = N_("closed"), N_("not connected")

ROWS = (
    Row("sim", N_("SIM card"), ("AT+CPIN?",), _sim),
    Row("cs", N_("Calls and SMS (CS)"), ("AT+CREG?",), _registered("cs", "gmm_cause")),
    Row("ps", N_("2G and 3G data (PS)"), ("AT+CGREG?",), _registered("ps", "gmm_cause")),
    Row("eps", N_("LTE (EPS)"), ("AT+CEREG?",), _registered("eps", "emm_cause")),
    Row("5gs", N_("5G (5GS)"), ("AT+C5GREG?",), _registered("5gs"), shy=True),
    Row("operator", N_("Operator"), ("AT+COPS?",), _plain),
    Row("rssi", N_("Signal"), ("AT+CSQ",), _signal),
    Row("context", N_("Contexts"), ("AT+QIACT?", "AT+CGACT?"), _contexts, N_("none active"), many=True),
    Row("address", N_("Addresses"), ("AT+CGPADDR",), _addresses, many=True, unless="AT+QIACT?"),
    Row("ecm", N_("Network card (ECM)"), ("AT+ZECMCALL?",), _word("ecm", UP), _OFF),
    Row("tencent net", N_("Network access"), ("AT+TCREGNET?",), _word("tencent net", UP), _OFF),
    Row("tencent device", N_("Device data"), ("AT+TCDEVINFOSET?",), _word("tencent device", UP)),
    Row("cloud", N_("Cloud (MQTT)"), ("AT+CLOUDSTATE?",), _word("cloud", UP), _OFF),
    Row("tencent", N_("Cloud (MQTT)"), ("AT+TCMQTTSTATE?",), _word("tencent", UP), _OFF),
    Row("mqtt", N_("MQTT clients"), ("AT+QMTCONN?",), _clients, N_("none open"), many=True),
    Row("socket", N_("Sockets"), ("AT+QISTATE?",), _handles("socket"), N_("none open"), many=True, shy=True),
    Row("ftp", N_("FTP"), ("AT+QFTPSTAT",), _word("ftp", FTP), _OPEN),
    Row("http", N_("HTTP"), ("AT+QHTTPURL?",), _word("http", HTTP), shy=True),
    Row("file", N_("Open files"), ("AT+QFOPEN?",), _handles("file"), many=True),
)
