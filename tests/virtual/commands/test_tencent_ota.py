"""Firmware from the local cloud, through the module, piece by piece."""

import hashlib
import random
import re

import pytest

from ..clouding import DATA, INFO, PROFILES, Tencent

FIRMWARE = random.Random(7).randbytes(150_001)
SET = 'AT+TCOTASET=1,"1.0.0"'


def load(talk, data=FIRMWARE, **how):
    talk.far_end.offer_firmware("2.0.0", data, **how)
    assert talk.result(SET) == "OK"
    talk.hear("+TCOTASTATUS:", "ENTERUPDATE\r\n")


def read(talk, size):
    """One piece; the length that is announced counts."""
    talk.say(f"AT+TCREADFWDATA={size}")
    talk.hear("OK\r\n", "+TCREADFWDATA:")
    length = int(talk.hear(",").strip(b" ,"))
    return talk.hear_bytes(length)


@pytest.mark.parametrize("profile", PROFILES)
def test_from_the_offer_to_the_last_byte(profile):
    with Tencent(profile, speed=50) as talk:
        talk.sign_in()
        load(talk, seconds=0.5)
        talk.hear("UPDATESUCCESS\r\n")
        talk.say("AT+TCFWINFO?")
        talk.hear("OK\r\n", "+TCFWINFO:")
        found = re.fullmatch(rb' ?"(.*)",(\d+),"(\w{32})",(\d+)\r\n', talk.hear("\r\n"))
        assert found and int(found[4]) >= 128 * 1024
        data = bytearray()
        while len(data) < int(found[2]):
            data += read(talk, 4000)
        assert bytes(data) == FIRMWARE and found[1] == b"2.0.0"
        assert hashlib.md5(data).hexdigest().encode() == found[3]
        end = "205" if profile == "tencent" else "208"
        assert talk.ask("AT+TCREADFWDATA=1").endswith(end)
        talk.say("AT+TCFWINFO?")
        talk.hear("+TCFWINFO:", "\r\n")
        assert read(talk, 100) == FIRMWARE[:100]
        talk.say("AT")
        talk.hear("OK\r\n")


def test_the_bytes_are_raw():
    with Tencent() as talk:
        talk.sign_in()
        load(talk, b"\r\nOK\r\n\x00\xff", seconds=0.1)
        talk.hear("UPDATESUCCESS\r\n")
        talk.say("AT+TCREADFWDATA=100")
        assert talk.hear("\xff".encode("latin-1") + b"\r\n").endswith(
            b"\r\nOK\r\n\r\n+TCREADFWDATA: 8,\r\nOK\r\n\x00\xff\r\n"
        )


def test_it_outlives_a_restart():
    with Tencent() as talk:
        talk.sign_in()
        load(talk, b"abcdef", seconds=0.1)
        talk.hear("UPDATESUCCESS\r\n")
        talk.say("AT+CFUN=1,1")
        talk.hear("+CPIN: READY\r\n")
        assert read(talk, 4) == b"abcd"
        assert read(talk, 4) == b"ef"


@pytest.mark.parametrize(
    ("profile", "code"), [("tencent", "205"), ("tencent-m6315", "205"), ("tencent-esp8266", "208")]
)
def test_no_firmware(profile, code):
    with Tencent(profile) as talk:
        assert talk.ask("AT+TCFWINFO?").endswith(code)
        assert talk.ask("AT+TCREADFWDATA=1").endswith(code)


@pytest.mark.parametrize("profile", PROFILES)
def test_while_it_loads(profile):
    with Tencent(profile, speed=10) as talk:
        talk.sign_in()
        load(talk, seconds=60)
        busy = ["FWINFO?", "READFWDATA=1", f'MQTTSUB="{DATA}",0', f'MQTTUNSUB="{DATA}"', f'MQTTPUBL="{DATA}",0,1']
        busy += ["DEVINFOSET?", 'OTASET=1,"1.0.0"']
        busy += ["MQTTDISCONN", 'OTASET=0,"1.0.0"'] if profile == "tencent" else []
        for command in busy:
            assert (command, talk.ask(f"AT+TC{command}")[-3:]) == (command, "200")
        assert talk.result(f'AT+TCMQTTPUB="{DATA}",1,"x"') == "OK"


def test_disabling_ends_the_download():
    with Tencent("tencent-esp8266", speed=10) as talk:
        talk.sign_in()
        load(talk, seconds=60)
        assert talk.result('AT+TCOTASET=0,"1.0.0"') == "OK"
        assert talk.ask("AT+TCFWINFO?") == "+CME ERROR:208"
        assert talk.ask("AT+TCMQTTDISCONN") == "+TCMQTTDISCON,2|OK"
        assert talk.result(f"AT+TCDEVINFOSET=1,{INFO}") == "OK"


def test_another_md5_than_was_offered():
    with Tencent() as talk:
        talk.sign_in()
        load(talk, b"abc", seconds=0.1, md5="0" * 32)
        talk.hear("UPDATEFAIL\r\n")
        assert talk.ask("AT+TCFWINFO?") == "+CME ERROR: 205"


def test_more_than_there_is_room_for():
    with Tencent("tencent-m6315") as talk:
        talk.sign_in()
        load(talk, bytes(307201), seconds=0.1)
        talk.hear("UPDATEFAIL\r\n")


def test_an_offer_that_comes_later():
    with Tencent() as talk:
        talk.sign_in()
        assert talk.result(SET) == "OK"
        talk.far_end.offer_firmware("1.0.0", b"the same")
        assert not talk.answered(b"ENTERUPDATE", 0.1)
        talk.far_end.offer_firmware("1.0.1", b"newer", 0.1)
        talk.hear("ENTERUPDATE\r\n", "UPDATESUCCESS\r\n")
        assert talk.far_end.wait_for(lambda it: b'"done"' in it.messages[-1].payload, 5)


def test_no_offer_while_it_is_off():
    with Tencent() as talk:
        talk.sign_in()
        assert talk.result(SET) == "OK"
        assert talk.result('AT+TCOTASET=0,"1.0.0"') == "OK"
        talk.far_end.offer_firmware("1.0.1", b"newer", 0.1)
        assert not talk.answered(b"ENTERUPDATE", 0.1)


@pytest.mark.parametrize(
    ("profile", "heard"),
    [
        ("tencent", b'\r\nOK\r\n\r\n+TCOTASET: 1,"1.0.0"\r\n'),
        ("tencent-esp8266", b'+TCOTASET:1,"1.0.0"\r\nOK\r\n'),
    ],
)
def test_how_it_is_set(profile, heard):
    with Tencent(profile) as talk:
        talk.sign_in()
        assert talk.result(SET) == "OK"
        assert talk.ask("ATE0") == "OK"
        talk.say("AT+TCOTASET?")
        assert talk.hear(heard) == heard


def test_the_manual_wants_three_numbers():
    with Tencent() as talk:
        talk.sign_in()
        assert talk.ask('AT+TCOTASET=1,"1.0"') == "+CME ERROR: 204"
    with Tencent("tencent-esp8266") as talk:
        talk.sign_in()
        assert talk.result('AT+TCOTASET=1,"1.0"') == "OK"


@pytest.mark.parametrize("size", ["0", "4097", "-1", "x", '"1"', "1,1"])
def test_wrong_sizes(size):
    with Tencent("tencent-m6315") as talk:
        talk.sign_in()
        load(talk, b"abc", seconds=0.1)
        talk.hear("UPDATESUCCESS\r\n")
        assert talk.ask(f"AT+TCREADFWDATA={size}") == "+CME ERROR:204"


def test_a_silent_cloud():
    with Tencent() as talk:
        talk.sign_in()
        talk.far_end.mute = True
        assert talk.result(SET) == "FAIL,-111"
