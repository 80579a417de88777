"""AT+QMTCFG with its seventeen keys, or the nine older ones: Quectel MQTT note V1.0, 3.2.1. Mistakes are ERROR."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atbench.virtual.backends.slot import Slot
from atbench.virtual.commands.mqtt_hello import CLOUDS
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

Value = int | str | bytes


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its range; `default` for one that may be left out, -1 for one that stays as it is."""

    low: int
    high: int
    default: int | None = None

    def read(self, values: Values, place: int, old: tuple[Value, ...], at: int) -> Value:
        default = self.default
        if default == -1:
            kept = old[at] if at < len(old) else self.low
            default = kept if isinstance(kept, int) else self.low
        return values.number(place, self.low, self.high, default)

    def __str__(self) -> str:
        return f"({self.low}{',' if self.high - self.low == 1 else '-'}{self.high})"


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted string with its name in the test form."""

    name: str
    low: int = 1
    high: int = 256

    def read(self, values: Values, place: int, old: tuple[Value, ...], at: int) -> Value:
        return values.text(place, self.low, self.high)

    def __str__(self) -> str:
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its fields, how many of them must be given, and a rule across them (the first value decides)."""

    fields: tuple[Number | Text, ...]
    least: int
    short: Callable[[int], bool] = lambda first: False  # whether the first value stands alone
    full: Callable[[int], bool] = lambda first: False  # whether it needs all others


def _will(last: Number | Text) -> Key:
    fields = (Number(0, 1), Number(0, 2), Number(0, 1), Text("willtopic"), last)
    return Key(fields, 1, lambda flag: flag == 0, lambda flag: flag == 1)


KEYS = {
    "version": Key((Number(3, 4),), 1),
    "pdpcid": Key((Number(1, 15),), 1),
    "ssl": Key((Number(0, 1), Number(0, 5)), 1, full=lambda on: on == 1),
    "keepalive": Key((Number(0, 3600),), 1),
    "session": Key((Number(0, 1),), 1),
    "timeout": Key((Number(1, 60), Number(0, 10), Number(0, 1)), 3),
    "will": _will(Text("willmessage", 0)),
    "willex": _will(Number(0, 256)),
    "recv/mode": Key((Number(0, 1), Number(0, 1, default=-1)), 1),
    "aliauth": Key((Text("productkey"), Text("devicename"), Text("devicesecret")), 3),
    "qmtping": Key((Number(5, 60),), 1),
    "send/mode": Key((Number(0, 1),), 1),
    "onenet": Key((Text("product id"), Text("access key")), 2),
    "hwauth": Key((Text("device id"), Text("device secret"), Number(0, 1)), 2),
    "hwprodid": Key((Text("product id"), Text("product secret"), Text("nodeid"), Number(0, 1)), 3),
    "dataformat": Key((Number(0, 1), Number(0, 1)), 2),
    "view/mode": Key((Number(0, 1),), 1),
}


OLDER = ("version", "pdpcid", "ssl", "keepalive", "session", "timeout", "will", "recv/mode", "aliauth")


def _shown(value: Value) -> str:
    return str(value) if isinstance(value, int) else f'"{value if isinstance(value, str) else value.decode("latin-1")}"'


def _read(key: Key, values: Values, old: tuple[Value, ...]) -> tuple[Value, ...]:
    given = len(values) - 2
    if not key.least <= given <= len(key.fields):
        raise Refused
    new = [field.read(values, place + 2, old, place) for place, field in enumerate(key.fields[:given])]
    first = new[0]
    if isinstance(first, int) and ((key.full(first) and given < len(key.fields)) or (key.short(first) and given > 1)):
        raise Refused
    for place, field in enumerate(key.fields[given:], given):
        if isinstance(field, Number) and field.default == -1 and place < len(old):
            new.append(old[place])  # left out: stays as it was (note 3.1.1)
    return tuple(new)


async def _configure(unit: Unit, values: Values) -> Lines:
    name = values.text(0, 1, 16).lower()
    slot = unit.clients[values.number(1, 0, 5)]
    if name not in (KEYS if unit.profile.habits.mqtt.newer else OLDER):
        raise Refused
    old = slot.settings.values[name]
    if len(values) == 2:
        shown = old if name != "willex" or not old[0] else (*old[:4], len(str(old[4]).encode("latin-1")))
        return (f'+QMTCFG: "{name}",{",".join(map(_shown, shown))}',)
    if slot.used:
        raise Refused
    new = _read(KEYS[name], values, old)
    if name == "willex" and new[0]:
        length = new[4]
        assert isinstance(length, int)
        message = await unit.port.payload(length) if length else b""
        new = (*new[:4], message.decode("latin-1"))
    slot.settings.values[name] = new
    _only_one_will(slot, name)
    if name in CLOUDS:
        slot.settings.cloud = name
    return ()


def _only_one_will(slot: Slot, name: str) -> None:
    """ "will" and "willex" set the same thing; the one that was set last counts."""
    other = {"will": "willex", "willex": "will"}.get(name)
    if other:
        slot.settings.values[other] = (0,)


_TEST = {
    name: f'+QMTCFG: "{name}",(0-5),' + ",".join(map(str, key.fields[: -1 if name.startswith("hw") else None]))
    for name, key in KEYS.items()
}


def _test(unit: Unit, values: Values) -> Lines:
    return [_TEST[name] for name in (KEYS if unit.profile.habits.mqtt.newer else OLDER)]


COMMANDS = {"+QMTCFG": Command(_test, write=_configure)}
