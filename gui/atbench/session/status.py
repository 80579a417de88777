"""What the traffic has told about the module, as a pure fold: `status = status.after(event)`.

Nothing is asked for this; what nobody said is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from atbench.at.events import Bulk, Event
from atbench.at.values import Value, split


@dataclass(frozen=True, slots=True)
class Status:
    """`sim` as in +CPIN; `cs`, `ps`, `eps` are registration states 0-11 (3GPP TS 27.007 7.2, 10.1.20, 10.1.22);
    `contexts` maps a PDP context to its address ("" while nobody asked); `rssi` 0-31, 99 unknown (27.007 8.5);
    `clients` are open MQTT clients. None: nothing was heard.
    """

    sim: str | None = None
    cs: int | None = None
    ps: int | None = None
    eps: int | None = None
    operator: str | None = None
    rssi: int | None = None
    contexts: tuple[tuple[int, str], ...] | None = None
    clients: tuple[int, ...] = ()

    def after(self, event: Event) -> Status:
        """The status after one line."""
        if event.kind not in ("answer", "urc", "late", "final", "prompt"):
            return self
        if event.line[:1] != b"+":
            return self._restarted() if event.line == b"RDY" and event.kind == "urc" else self._done(event)
        name, colon, rest = event.line.partition(b":")
        fold = _FOLDS.get(name)
        if not fold or not colon:
            return self
        return fold(self, split(rest.decode("ascii", "replace")), event)

    def after_many(self, bulk: Bulk, classify: Callable[[bytes], Event]) -> Status:
        """The status after a block of a flood: of each kind of line only the last one counts."""
        status = self
        for name in _FOLDS:
            at = bulk.raw.rfind(b"\n" + name + b":") if name[:4] in bulk.starts else -1
            if at >= 0:
                status = status.after(classify(bulk.raw[at : bulk.raw.find(b"\n", at + 1) + 1]))
        return status

    @property
    def registered(self) -> bool | None:
        """Whether any domain is registered at home (1) or roaming (5); None while nothing was heard."""
        states = [state for state in (self.cs, self.ps, self.eps) if state is not None]
        return any(state in (1, 5) for state in states) if states else None

    @property
    def dbm(self) -> int | None:
        """The signal in dBm, from -113 to -51; None where it is unknown."""
        return None if self.rssi is None or self.rssi > 31 else -113 + 2 * self.rssi

    def _restarted(self) -> Status:
        return Status()

    def _done(self, event: Event) -> Status:
        found = _SWITCHED.match(event.command) if event.kind == "final" and event.ok else None
        if not found:
            return self
        context = int(found[2])
        if found[1]:
            return self._without(context)
        known = any(number == context for number, _address in self.contexts or ())
        return self if known else replace(self, contexts=(*(self.contexts or ()), (context, "")))

    def _without(self, context: int) -> Status:
        return replace(self, contexts=tuple(pair for pair in self.contexts or () if pair[0] != context))


_SWITCHED = re.compile(r"\s*AT\+QI(DE)?ACT=(\d+)", re.IGNORECASE)


def _number(value: Value) -> int | None:
    return int(value.text) if value.text.isdigit() else None


def _sim(status: Status, values: list[Value], event: Event) -> Status:
    return replace(status, sim=values[0].text) if values else status


def _registration(domain: str) -> Callable[[Status, list[Value], Event], Status]:
    def fold(status: Status, values: list[Value], event: Event) -> Status:
        # The answer has <n> before <stat>, the URC has not.
        place = 1 if event.kind == "answer" and len(values) > 1 else 0
        state = _number(values[place]) if values else None
        same = state is None or getattr(status, domain) == state
        return status if same else replace(status, **{domain: state})  # type: ignore[arg-type]

    return fold


def _operator(status: Status, values: list[Value], event: Event) -> Status:
    return replace(status, operator=values[2].text) if len(values) > 2 and values[2].quoted else status


def _signal(status: Status, values: list[Value], event: Event) -> Status:
    rssi = _number(values[0]) if values else None
    return status if rssi in (None, status.rssi) else replace(status, rssi=rssi)


def _context(status: Status, values: list[Value], event: Event) -> Status:
    if len(values) < 4 or not values[3].quoted:
        return status
    context, active = _number(values[0]), _number(values[1])
    if context is None:
        return status
    fresh = status._without(context)
    return replace(fresh, contexts=(*(fresh.contexts or ()), (context, values[3].text))) if active else fresh


def _internet(status: Status, values: list[Value], event: Event) -> Status:
    if len(values) > 1 and values[0].text == "pdpdeact" and (context := _number(values[1])) is not None:
        return status._without(context)
    return status


def _client(status: Status, values: list[Value], event: Event) -> Status:
    client = _number(values[0]) if values else None
    if client is None or len(values) < 2:
        return status
    others = tuple(number for number in status.clients if number != client)
    opened = event.line.startswith(b"+QMTOPEN") and (event.ok or values[1].quoted)
    return replace(status, clients=(*others, client) if opened else others)


_FOLDS: dict[bytes, Callable[[Status, list[Value], Event], Status]] = {
    b"+CPIN": _sim,
    b"+CREG": _registration("cs"),
    b"+CGREG": _registration("ps"),
    b"+CEREG": _registration("eps"),
    b"+COPS": _operator,
    b"+CSQ": _signal,
    b"+QIACT": _context,
    b"+QIURC": _internet,
    b"+QMTOPEN": _client,
    b"+QMTCLOSE": _client,
    b"+QMTDISC": _client,
    b"+QMTSTAT": _client,
}
