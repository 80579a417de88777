from __future__ import annotations

import pytest

from atbench.files import resource
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
        # a slip of the typing hand
        ('AT+QMTCFG="aliaut",0,"pk","dn","S"', f'AT+QMTCFG="aliaut",0,"{M}","{M}","{M}"'),
        ("AT+QMTCFG=aliauth,pk,dn,S3CRET", f"AT+QMTCFG=aliauth,{M},{M},{M}"),
        ('AT+QMTCON=0,"a","b","S"', f'AT+QMTCON=0,"{M}","{M}","{M}"'),
        ('AT+QMTCONN:0,"a","b","S"', f'AT+QMTCONN:0,"a","b","{M}"'),
        ('AT+QMTCONN 0,"a","b","S"', f'AT+QMTCONN 0,"a","b","{M}"'),
        ("AT+CPNI=1234", f"AT+CPNI={M}"),
        ("AT AT+CPIN=1234", f"AT AT+CPIN={M}"),
        # what is left of an echo
        ('T+QMTCONN=0,"a","b","S"', f'T+QMTCONN=0,"a","b","{M}"'),
        ('RDYAT+QMTCONN=0,"a","b","S"', f'RDYAT+QMTCONN=0,"a","b","{M}"'),
        ('MTCONN=0,"a","b","S"', f'MTCONN=0,"a","b","{M}"'),
        (">AT+CPIN=1234", f">AT+CPIN={M}"),
        ('+CPWD="SC","1234","5678"', f'+CPWD="SC","{M}","{M}"'),
        # identities in lines that no row has
        ("+ICCID: 89860000000000000017", f"+ICCID: {M}"),
        ("+ICCID: 898600C0000000000017", f"+ICCID: {M}"),
        ("+CIMI: 460000000000017", f"+CIMI: {M}"),
        ("860000000000017 OK", f"{M} OK"),
        ('{"imei":"860000000000017","t":1714975800000}', f'{{"imei":"{M}","t":1714975800000}}'),
        ('+QFTPMDTM: 0,"20240506141000"', '+QFTPMDTM: 0,"20240506141000"'),
        ('+CLCC: 1,0,0,0,0,"10000000017",129', f'+CLCC: 1,0,0,0,0,"{M}",129'),
        # commands without a row
        ('AT+QSMTPCFG="account","user","pw"', f'AT+QSMTPCFG="account","{M}","{M}"'),
        ('AT+QSMTPCFG="acount","user","pw"', f'AT+QSMTPCFG="acount","{M}","{M}"'),
        ('AT+QSMTPCFG="smtpserver","smtp.example",25', 'AT+QSMTPCFG="smtpserver","smtp.example",25'),
        ('+QSMTPCFG: "account", "user","pw"', f'+QSMTPCFG: "account", "{M}","{M}"'),
        ('+QSMTPCFG: "account", <username>,<password>', '+QSMTPCFG: "account", <username>,<password>'),
        ('AT+QFTPCFG="account","user","pw"', f'AT+QFTPCFG="account","{M}","{M}"'),
        ('AT+QHTTPCFG="auth","user:pw"', f'AT+QHTTPCFG="auth","{M}"'),
        ('AT+TCDEVINFOSET=1,"prod","dev","sec"', f'AT+TCDEVINFOSET=1,"{M}","{M}","{M}"'),
        ('+TCDEVINFOSET:1,"prod","dev",116', f'+TCDEVINFOSET:1,"{M}","{M}",116'),
        ("+TCDEVINFOSET:FAIL,-103", "+TCDEVINFOSET:FAIL,-103"),
        ('AT+TCREGNET=1,"ssid","pw"', f'AT+TCREGNET=1,"{M}","{M}"'),
        ('AT+TCREGNET=0,1,"internet"', 'AT+TCREGNET=0,1,"internet"'),
        ("AT+CLOUDAUTH=pk,dn,se;cret", f"AT+CLOUDAUTH={M},{M},{M}"),
        ("+CLOUDAUTH: OK", "+CLOUDAUTH: OK"),
        ('AT+CGAUTH=1,1,"u","p"', f'AT+CGAUTH=1,1,"{M}","{M}"'),
        ('+CGAUTH: 1,1,"u","p"', f'+CGAUTH: 1,1,"{M}","{M}"'),
        ('AT+CWJAP_DEF="home","12345678"', f'AT+CWJAP_DEF="{M}","{M}"'),
        # what must stay readable
        ('+QMTCFG: "session",(0-5),(0,1)', '+QMTCFG: "session",(0-5),(0,1)'),
        ('+QMTCFG: "aliauth",(0-5),"product_key"', '+QMTCFG: "aliauth",(0-5),"product_key"'),
        ('+QMTCFG: "aliaut","pk","dn","S"', f'+QMTCFG: "aliaut","{M}","{M}","{M}"'),
        ('AT+QMTCFG="keepalive",0,120', 'AT+QMTCFG="keepalive",0,120'),
        ('AT+QMTOPEN=0,"host.example",1883', 'AT+QMTOPEN=0,"host.example",1883'),
        # messages
        (
            '+CMT: "+10000000017",,"24/05/06,14:10:00+32"',
            f'+CMT: "{M}",,"24/05/06,14:10:00+32"',
        ),
        (
            '+CMGR: "REC READ","10010",,"24/05/06,14:10:00+32"',
            f'+CMGR: "REC READ","{M}",,"24/05/06,14:10:00+32"',
        ),
        (
            '+CMGL: 1,"REC READ","10010","Bob","24/05/06,14:10:00+32"',
            f'+CMGL: 1,"REC READ","{M}","{M}","24/05/06,14:10:00+32"',
        ),
    ],
)
def test_mask(ec600s: Knowledge, line: str, masked: str) -> None:
    assert ec600s.mask(line) == masked


def test_a_slip_of_the_hand_betrays_nothing(ec600s: Knowledge) -> None:
    # The client number is missing, so the secret stands where the device name should be.
    assert "s3cret" not in ec600s.mask('AT+QMTCFG="aliauth","pk","dn","s3cret"')
    assert "s3cret" not in ec600s.mask('AT+QMTCONN=0,"c","u","x","s3cret"')


@pytest.mark.parametrize("name", ["+CMT", "+CMGR", "+CMGL", "+CBM", "+CDS"])
def test_the_text_of_a_message_is_masked_where_its_name_is_told(ec600s: Knowledge, name: str) -> None:
    assert ec600s.mask("see you at 5", name) == M
    assert ec600s.mask("see you at 5") == "see you at 5"
    assert ec600s.mask(f"AT{name}=1", name) == f"AT{name}=1"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ('AT+QMTCFG="aliaut",0,"pk","dn","s"', True),
        ('AT+QSMTPCFG="account","u","p"', True),
        ('AT+QSMTPCFG="account"', False),
        ("AT+CLOUDAUTH=pk,dn,s", True),
        ("CPIN=1234", True),
        ("AT+CWJAP?", False),
        ("AT+CPBR=1", False),
        ('AT+QMTOPEN=0,"860000000000017.example",1883', False),
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


@pytest.mark.parametrize("family", ["3gpp", "quectel", "tencent", "gosuncn"])
@pytest.mark.parametrize(
    "line",
    [
        'AT+QMTCFG="aliauth",0,"pk","dn","s3cret"',
        'AT+QMTCONN=0,"c","u","s3cret"',
        'AT+QICSGP=1,1,"apn","user","s3cret",1',
        'AT+QSMTPCFG="account","user","s3cret"',
        'AT+TCDEVINFOSET=1,"prod","dev","s3cret"',
        "AT+CLOUDAUTH=pk,dn,s3cret",
        'AT+CPIN="s3cret"',
    ],
)
def test_a_secret_is_one_in_every_family(family: str, line: str) -> None:
    known = Knowledge(resource("manuals"), family=family, cache="")
    assert "s3cret" not in known.mask(line)
    assert known.secret(line)
    assert "s3cret" not in known.mask(line[1:])


@pytest.mark.parametrize(
    "line",
    [
        'AT+QHTTPCFG="url","http://user:{}@host.example/"',
        "https://user:{}@host.example/path",
        "Authorization: Basic {}",
        "DeviceSecret={}",
        'AT+QMTCONN?0,"c","u","{}"',
        'AT+\u200bQMTCONN=0,"c","u","{}"',
        'AT+QSSLCFG="psk",0,"id","{}"',
    ],
)
def test_secrets_that_once_came_through(ec600s: Knowledge, line: str) -> None:
    assert "Sesame7open" not in ec600s.mask(line.format("Sesame7open"))
    assert ec600s.secret(line.format("Sesame7open")) or not line.startswith("AT")
