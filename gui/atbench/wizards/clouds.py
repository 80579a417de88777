"""Which causes of a failure concern the cloud that was chosen: the manuals name those of all clouds."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAMES = {
    "aliyun": ("Aliyun", "阿里云"),
    "tencent": ("Tencent", "腾讯云"),
    "onenet": ("OneNET",),
    "huawei": ("Huawei IoT", "Huawei", "华为 IoT", "华为"),
}
_OF = {cloud: re.compile(rf"(For )?({'|'.join(names)}) ?[:：]") for cloud, names in NAMES.items()}


def concerning(told: Iterable[str], cloud: str) -> tuple[str, ...]:
    """The texts but those that begin with the name of another cloud; all for a broker that is none of them."""
    chosen = next((name for name in NAMES if cloud.startswith(name)), "")
    others = [pattern for name, pattern in _OF.items() if chosen and name != chosen]
    return tuple(text for text in told if not any(pattern.match(text) for pattern in others))
