"""Numbers of refusals on which it depends what is done next: Quectel FTP(S) note V1.2, 5."""

from __future__ import annotations

import re

from atbench.wizards.wizard import Refused

UNKNOWN = frozenset({620, 622, 624})
"""The server does not have this command, or not with such a value (500, 502, 504)."""
ABSENT = frozenset({621, 627})
"""No such folder: 550, and to MLSD 501 (RFC 3659, 7.2.1)."""
BUSY = 603


def code(refused: Refused) -> int:
    """The number that the module gave, 0 where it gave none."""
    found = re.search(rb":\s*(\d+)", refused.line)
    return int(found[1]) if found else 0
