"""Commands that carry secrets or phone numbers, of modules whose manual is not at hand: names only.

Their lines are masked without knowing their fields: everything but keys, small numbers and words like OK.
Rows of the manuals stand above this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

_HARMLESS = """
    +QMTCFG version pdpcid ssl keepalive session timeout will willex recv/mode qmtping send/mode dataformat view/mode
    +QSMTPCFG sender smtpserver contextid sslctxid ssltype bodyoriginal
    +QFTPCFG filetype transmode contextid rsptimeout ssltype ssl_ctxid sslctxid data_address restenable cache
    +QHTTPCFG contextid requestheader responseheader sslctxid contenttype rspout/auto closed/ind url
    +QSSLCFG sslversion ciphersuite cacert clientcert clientkey seclevel session ignorelocaltime negotiatetime sni alpn
    +TCREGNET 0
"""
# By the first value: which of them bring no secret. Any other one, misspelt ones too, may bring the password.
# (+TCREGNET: 0 is cellular, 1 is Wi-Fi with its password.)
KEYED: Mapping[str, frozenset[str]] = {
    name: frozenset(keys) for name, *keys in (line.split() for line in _HARMLESS.strip().splitlines())
}

_SECRET = """
    +QMTCONN +QICSGP +CGAUTH +CSTT +SAPBR ^AUTHDATA $QCPDPP +UPSD +UAUTHREQ +CPIN +CPWD +CLCK
    +TCDEVINFOSET +TCPRDINFOSET +TCDEVREG +TCSAP +TCSTARTSMART
    +CLOUDAUTH +CLOUDHDAUTH +CLOUDCONN +ALIAUTH
    +CWJAP +CWSAP +CWDPP +MQTTUSERCFG +MQTTUSERNAME +MQTTPASSWORD +MQTTLONGUSERNAME +MQTTLONGPASSWORD
    +CMQTTCONNECT +SMCONF +MCONFIG +MQTTCONNPARAM +UMQTT
    +FTPUN +FTPPW +CFTPSLOGIN +CFTPPW +CFTPUN +SMTPAUTH +CSMTPSAUTH +EMAILACCOUNT +HTTPAUTH
"""
_IDENTITY = "+CPBR +CPBF +CPBW +CLCC +CCFC +CMGW +CMSS +CMGC +QCMGS +QCMGR +EGMR +CLIP +COLP +CCWA"

NAMES: Mapping[str, Literal["secret", "identity"]] = {
    **dict.fromkeys(_IDENTITY.split(), "identity"),
    **dict.fromkeys(_SECRET.split(), "secret"),
    **dict.fromkeys(KEYED, "secret"),
}
