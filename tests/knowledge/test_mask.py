from __future__ import annotations

import pytest

from atbench.knowledge import Knowledge

M = "********"


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ('AT+QMTCFG="aliauth",0,"pk","dn","secret"', f'AT+QMTCFG="aliauth",0,"pk","dn","{M}"'),
        ('AT+QMTCFG="onenet",0,"100017","a2V5"', f'AT+QMTCFG="onenet",0,"100017","{M}"'),
        ('AT+QMTCFG="hwauth",0,"dev","key",1', f'AT+QMTCFG="hwauth",0,"dev","{M}",1'),
        ('AT+QMTCFG="hwprodid",0,"p","sec","n"', f'AT+QMTCFG="hwprodid",0,"p","{M}","n"'),
        ('AT+QMTCONN=0,"client","user","pass"', f'AT+QMTCONN=0,"client","user","{M}"'),
        ('AT+QMTCONN=0,"client"', 'AT+QMTCONN=0,"client"'),
        ('AT+QICSGP=1,1,"apn","user","pass",1', f'AT+QICSGP=1,1,"apn","user","{M}",1'),
        ('AT+QICSGP=1,1,"apn","","",1', 'AT+QICSGP=1,1,"apn","","",1'),
        ("AT+CPIN=1234", f"AT+CPIN={M}"),
        ('at+cpin="12345678","1234"', f'at+cpin="{M}","{M}"'),
        ("AT+CPIN=1234;+CPIN?", f"AT+CPIN={M};+CPIN?"),
        ("AT+CSQ;+CPIN=1234", f"AT+CSQ;+CPIN={M}"),
        ('AT+CPWD="SC","1234","5678"', f'AT+CPWD="SC","{M}","{M}"'),
        ('+QMTCFG: "aliauth","pk","dn","secret"', f'+QMTCFG: "aliauth","pk","dn","{M}"'),
        ('+QICSGP: 1,"apn","user","pass",1', f'+QICSGP: 1,"apn","user","{M}",1'),
        ("860000000000017", M),
        ("+QCCID: 89860000000000000017", f"+QCCID: {M}"),
        ('+CGSN: "860000000000017"', f'+CGSN: "{M}"'),
        ('+CLIP: "10000000017",129,,,"",0', f'+CLIP: "{M}",129,,,"",0'),
        ("ATD10000000017;", f"ATD{M};"),
        ("+CSQ: 24,99", "+CSQ: 24,99"),
        ("+CREG: 0,1", "+CREG: 0,1"),
        ("hello", "hello"),
        ("", ""),
    ],
)
def test_mask(ec600s: Knowledge, line: str, masked: str) -> None:
    assert ec600s.mask(line) == masked


def test_a_slip_of_the_hand_betrays_nothing(ec600s: Knowledge) -> None:
    # The client number is missing, so the secret stands where the device name should be.
    assert "s3cret" not in ec600s.mask('AT+QMTCFG="aliauth","pk","dn","s3cret"')
    assert "s3cret" not in ec600s.mask('AT+QMTCONN=0,"c","u","x","s3cret"')


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("AT+CPIN=1234", True),
        ("AT+CPIN?", False),
        ('AT+QMTCFG="aliauth",0,"pk","dn","s"', True),
        ('AT+QMTCFG="aliauth",0', False),
        ('AT+QICSGP=1,1,"apn","","",1', False),
        ("ATD10000000017;", False),
        ("+CPIN: READY", False),
        ("AT", False),
    ],
)
def test_secret(ec600s: Knowledge, line: str, secret: bool) -> None:
    assert ec600s.secret(line) is secret
