"""The usual access point of an operator, by the first digits of the IMSI (MCC and MNC). A proposal, no more."""

from __future__ import annotations

_APNS = {
    # China Mobile, China Unicom, China Telecom, China Broadnet
    **dict.fromkeys(("46000", "46002", "46004", "46007", "46008"), "CMNET"),
    **dict.fromkeys(("46001", "46006", "46009"), "UNINET"),
    **dict.fromkeys(("46003", "46005", "46011"), "CTNET"),
    "46015": "CBNET",
    "00101": "internet",  # the test network of 3GPP TS 23.003
    "26201": "internet.telekom",
    "26202": "web.vodafone.de",
    "23410": "mobile.o2.co.uk",
    "23415": "wap.vodafone.co.uk",
    "310260": "fast.t-mobile.com",
    "310410": "broadband",
    "90128": "iot.1nce.net",
}


def apn_of(imsi: str) -> str:
    """The access point for a SIM card, "" for an operator that is not known."""
    return _APNS.get(imsi[:6]) or _APNS.get(imsi[:5], "")
