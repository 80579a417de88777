"""AT+QMTCFG: all keys asked, set, asked again, and set wrongly."""

import pytest

from ..talk import Talk

# Key: what it is at first, what it may be set to, what it may not.
KEYS = {
    "version": ("4", ["3", "4"], ["2", "5", "", '"3"', "3,1"]),
    "pdpcid": ("1", ["1", "15"], ["0", "16"]),
    "ssl": ("0", ["0", "1,0", "1,5"], ["1", "1,6", "2"]),
    "keepalive": ("120", ["0", "3600"], ["3601", "-1"]),
    "session": ("1", ["0", "1"], ["2"]),
    "timeout": ("5,3,0", ["1,0,0", "60,10,1"], ["5", "5,3", "0,3,0", "61,3,0", "5,11,0", "5,3,2", "5,3,0,0"]),
    "will": ("0", ["0", '1,2,1,"t","m"', '1,0,0,"t",""'], ["1", '1,3,0,"t","m"', '1,0,0,"","m"', "0,0", '1,0,0,t,"m"']),
    "willex": ("0", ["0"], ["1", '1,0,0,"t",257', '1,0,0,"t"']),
    "recv/mode": ("0,0", ["0,1", "1,1", "1,0"], ["2", "0,2", "0,0,0"]),
    "aliauth": ('"","",""', ['"key","name","secret"'], ['"key"', '"key","name"', "key,name,secret", '"","",""']),
    "qmtping": ("5", ["5", "60"], ["4", "61"]),
    "send/mode": ("0", ["0", "1"], ["2"]),
    "onenet": ('"",""', ['"product","key"'], ['"product"']),
    "hwauth": ('"",""', ['"id","secret"', '"id","secret",1'], ['"id"', '"id","secret",2']),
    "hwprodid": ('"","",""', ['"id","secret","node"'], ['"id","secret"']),
    "dataformat": ("0,0", ["0,1", "1,0"], ["0", "2,0"]),
    "view/mode": ("1", ["0", "1"], ["2"]),
}


@pytest.fixture(scope="module")
def talk():
    with Talk(speed=1000) as talk:
        yield talk


@pytest.mark.parametrize("key", KEYS)
def test_a_key(talk, key):
    first, good, bad = KEYS[key]
    ask = f'AT+QMTCFG="{key}",0'
    assert talk.ask(ask) == f'+QMTCFG: "{key}",{first}|OK'
    for values in good:
        assert talk.ask(f"{ask},{values}") == "OK", values
        assert talk.ask(ask) == f'+QMTCFG: "{key}",{values}|OK'
    for values in bad:
        assert talk.ask(f"{ask},{values}") == "ERROR", values
    assert talk.ask(ask) == f'+QMTCFG: "{key}",{good[-1]}|OK'
    assert talk.ask(f'AT+QMTCFG="{key}",6') == "ERROR"
    assert talk.ask(f'AT+QMTCFG="{key}"') == "ERROR"


def test_the_test_form(talk):
    lines = talk.ask("AT+QMTCFG=?").split("|")
    assert [line.split('"')[1] for line in lines[:-1]] == list(KEYS)
    assert lines[0] == '+QMTCFG: "version",(0-5),(3,4)'
    assert lines[5] == '+QMTCFG: "timeout",(0-5),(1-60),(0-10),(0,1)'
    assert lines[7] == '+QMTCFG: "willex",(0-5),(0,1),(0-2),(0,1),"willtopic",(0-256)'


def test_names_of_keys(talk):
    assert talk.ask('AT+QMTCFG="SSL",3') == '+QMTCFG: "ssl",0|OK'
    assert talk.ask('AT+QMTCFG="nonsense",0') == "ERROR"
    assert talk.ask("AT+QMTCFG=version,0") == "ERROR"


def test_clients_have_their_own_settings_and_lose_them_with_the_power():
    with Talk() as talk:
        assert talk.ask('AT+QMTCFG="keepalive",1,33') == "OK"
        assert talk.ask('AT+QMTCFG="keepalive",0') == '+QMTCFG: "keepalive",120|OK'
        assert talk.ask("AT+CFUN=1,1") == "OK"
        talk.hear("PB DONE\r\n")
        assert talk.ask('AT+QMTCFG="keepalive",1') == '+QMTCFG: "keepalive",120|OK'


def test_half_of_recv_mode_keeps_the_other_half(talk):
    assert talk.ask('AT+QMTCFG="recv/mode",2,0,1') == "OK"
    assert talk.ask('AT+QMTCFG="recv/mode",2,1') == "OK"
    assert talk.ask('AT+QMTCFG="recv/mode",2') == '+QMTCFG: "recv/mode",1,1|OK'
