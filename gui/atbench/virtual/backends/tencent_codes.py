"""Numbers of the Tencent firmware: +CME ERROR and the codes behind FAIL. Tencent IoT MQTT AT manual V3.0.3, chapter 6.

206 to 208 came with V3.1.0.
"""

from __future__ import annotations

# +CME ERROR
BUSY, TOO_LONG, TIME_OUT, UNFIT, WRONG, NO_FIRMWARE, MEMORY, FLASH, STATE = range(200, 209)

TEXTS = {
    BUSY: "Previous command is not complete",
    TOO_LONG: "msg packet over size",
    TIME_OUT: "input timeout",
    UNFIT: "check failed",
    WRONG: "Parameter invalid",
    NO_FIRMWARE: "No valid firmware",
    MEMORY: "Memory allocation error",
    FLASH: "Flash access error",
    STATE: "State error or not ready",
}

# FAIL
NO_CONNECTION, GAVE_UP, TOO_MANY_TOPICS, NOT_SUBSCRIBED, NO_ANSWER = -103, -106, -107, -108, -111
REFUSED = -112  # less the code of CONNACK: -113 version, -114 client, -115 server, -116 user or password, -117 right
NO_HOST, NO_TCP, HUNG_UP = -602, -603, -608
BAD_CERTIFICATE, NO_TLS = -702, -703
