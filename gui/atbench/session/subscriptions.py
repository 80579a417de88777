"""Which topics a session is subscribed to, as its traffic told: asked and granted quality of service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.at.values import split, whole
from atbench.session.session import Session
from atbench.session.status import Status

# Commands that subscribe (True) and unsubscribe, and how many values stand before the topics.
_NAMES = {
    "+QMTSUB": (True, 2),
    "+QMTUNS": (False, 2),
    "+TCMQTTSUB": (True, 0),
    "+TCMQTTUNSUB": (False, 0),
    "+CLOUDSUB": (True, 0),
    "+CLOUDUNSUB": (False, 0),
}
REFUSED = 128  # granted by a broker that refuses (MQTT 3.1.1, 3.9.3)


@dataclass(frozen=True, slots=True)
class Subscription:
    """`granted` is None where the family does not tell it, REFUSED where the broker said no."""

    client: int
    topic: str
    asked: int
    granted: int | None = None


class Subscriptions:
    """Of one session. `version` grows with every change; `forget` ends the listening."""

    def __init__(self, session: Session) -> None:
        self.version = 0
        self._topics: dict[tuple[int, str], Subscription] = {}
        self._status = session.status
        self.forget: Callable[[], None] = session.listen(self._hear)

    def now(self) -> tuple[Subscription, ...]:
        """Those that hold, in the order in which they were made; a lost connection ends them."""
        for client in {client for client, _topic in self._topics}:
            if _lost(self._status, client):
                self._topics = {key: value for key, value in self._topics.items() if key[0] != client}
                self.version += 1
        return tuple(self._topics.values())

    def _hear(self, event: Event, _time: float) -> None:
        if event.ok is None or event.kind not in ("late", "final"):
            return
        name = command_name(event.command)
        # The manual names no late result of AT+CLOUDUNSUB: OK is all that counts.
        if (event.kind == "final") != (name == "+CLOUDUNSUB"):
            return
        if name not in _NAMES or (event.kind == "late" and event.name not in (name, "")):
            return
        asks, before = _NAMES[name]
        given = [value.text for value in split(event.command.partition("=")[2])]
        told = [value.text for value in split(event.text.partition(":")[2])]
        client = (whole(given[0]) if before and given else 0) or 0
        if asks:
            self._subscribed(client, given[before:], [text for text in told[3:] if before], event.ok)
        elif event.ok:
            for topic in given[before:]:
                self._topics.pop((client, topic), None)
        self.version += 1

    def _subscribed(self, client: int, pairs: list[str], granted: list[str], ok: bool) -> None:
        for at, (topic, qos) in enumerate(zip(pairs[::2], pairs[1::2], strict=False)):
            code = whole(granted[at]) if at < len(granted) else None
            if code is None and not ok:
                continue
            asked = whole(qos) or 0
            self._topics[client, topic] = Subscription(client, topic, asked, code)


def _lost(status: Status, client: int) -> bool:
    """Whether the traffic told that the connection is gone, since it was there."""
    facts = [name for name in (f"mqtt {client}", "tencent", "cloud") if status.heard(name) is not None]
    return bool(facts) and all(status.get(name) != "connected" for name in facts)
