"""Messages as the thing models of Aliyun and Tencent want them: a topic to fill in, and a small JSON text.

Sources: Aliyun IoT platform, Alink protocol; Tencent IoT Explorer, data template protocol. `<...>` is to be filled in.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from atbench.texts import N_

ALIYUN, TENCENT = "Aliyun", N_("Tencent")


class Template(NamedTuple):
    """`text` is a message id; `topic` has <product> and <device> in it."""

    cloud: str
    text: str
    topic: str
    body: dict[str, Any]

    @property
    def payload(self) -> str:
        return json.dumps(self.body, indent=2)


_SYS, _THING = "/sys/<product>/<device>/thing", "$thing/up"

TEMPLATES = (
    Template(
        ALIYUN,
        N_("Report properties"),
        f"{_SYS}/event/property/post",
        {"id": "1", "version": "1.0", "params": {"Temperature": 21.5}, "method": "thing.event.property.post"},
    ),
    Template(
        ALIYUN,
        N_("Report an event"),
        f"{_SYS}/event/<event>/post",
        {"id": "1", "version": "1.0", "params": {"Level": 1}, "method": "thing.event.<event>.post"},
    ),
    Template(
        ALIYUN,
        N_("Answer a set of properties"),
        f"{_SYS}/service/property/set_reply",
        {"id": "1", "code": 200, "data": {}},
    ),
    Template(
        TENCENT,
        N_("Report properties"),
        f"{_THING}/property/<product>/<device>",
        {"method": "report", "clientToken": "1", "params": {"temperature": 21.5}},
    ),
    Template(
        TENCENT,
        N_("Report an event"),
        f"{_THING}/event/<product>/<device>",
        {"method": "event_post", "clientToken": "1", "eventId": "<event>", "type": "info", "params": {"level": 1}},
    ),
    Template(
        TENCENT,
        N_("Answer an action"),
        f"{_THING}/action/<product>/<device>",
        {"method": "action_reply", "clientToken": "1", "code": 0, "status": "done", "response": {}},
    ),
)


def filled(text: str, product: str, device: str) -> str:
    """With the names of a device where they are known."""
    for mark, value in (("<product>", product), ("<device>", device)):
        text = text.replace(mark, value or mark)
    return text
