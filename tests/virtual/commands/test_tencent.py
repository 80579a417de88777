"""Device data, and the wrong moves of all of Tencent's commands with the code that each must give."""

import pytest

from ..clouding import DATA, INFO, PRODUCT, PROFILES, Tencent

SET = "AT+TCDEVINFOSET="
CONN = "AT+TCMQTTCONN="


def said(answer: str) -> str:
    """The code of an answer, without what stands around it."""
    return answer.rpartition(":")[2].strip() or answer


@pytest.mark.parametrize(
    ("profile", "command", "answer"),
    [
        ("tencent", "AT+TCMQTTDISCONN", "+CME ERROR: 208"),
        ("tencent", f'AT+TCMQTTPUB="{DATA}",0,"x"', "+CME ERR: 208"),
        ("tencent", f'AT+TCMQTTPUBL="{DATA}",0,1', "+CME ERR: 208"),
        ("tencent", 'AT+TCCERTADD="x",0', "+CME ERROR: ADD FAILED204"),
        ("tencent", 'AT+TCCERTCHECK="x"', "+CME ERROR: CHECK FAILED204"),
        ("tencent", 'AT+TCCERTDEL="x"', "+CME ERROR: DELETE FAILED204"),
        ("tencent-m6315", "AT+TCMQTTDISCONN", "+CME ERROR:208"),
        ("tencent-esp8266", "AT+TCMQTTDISCONN", "+CME ERROR:208"),
        ("tencent-esp8266", f'AT+TCMQTTPUB="{DATA}",0,"x"', "+CME ERROR:208"),
        ("tencent-esp8266", "AT+TCREGNET?", "ERR CODE:0x01090000|ERROR"),
        ("tencent-esp8266", "AT+TCCERTADD=?", "ERR CODE:0x01090000|ERROR"),
        ("tencent-esp8266", f'{SET}0,"{PRODUCT}","d","s"', "+CME ERROR:204"),
        ("tencent-esp8266", f"AT+TCMQTTPUB={'x' * 250}", "ERROR"),  # lines have 256 bytes
    ],
)
def test_how_mistakes_are_spelled(profile, command, answer):
    with Tencent(profile) as talk:
        assert talk.ask(command) == answer


def test_errors_in_words():
    with Tencent() as talk:
        assert talk.ask("AT+CMEE=2") == "OK"
        assert talk.ask("AT+TCMQTTDISCONN") == "+CME ERROR: State error or not ready"
        assert talk.ask("AT+CMEE=0") == "OK"
        assert talk.ask("AT+TCMQTTDISCONN") == "ERROR"


@pytest.mark.parametrize("profile", PROFILES)
def test_one_command_at_a_time(profile):
    with Tencent(profile, speed=5) as talk:
        talk.sign_in()
        talk.far_end.mute = True
        talk.say(f'AT+TCMQTTSUB="{DATA}",0')
        talk.hear("OK\r\n")
        for command in ("AT+TCMQTTSTATE?", f'AT+TCMQTTPUB="{DATA}",0,"x"', "AT+TCDEVINFOSET?", "AT+TCMQTTDISCONN"):
            assert said(talk.ask(command)) == "200"
        assert talk.ask("AT") == "OK"  # other families go on
        talk.hear("+TCMQTTSUB:")
        assert "FAIL" in talk.hear("\r\n").decode()
        assert talk.ask("AT+TCMQTTSTATE?").endswith("1|OK")


@pytest.mark.parametrize(
    ("profile", "answer"),
    [
        ("tencent", f'+TCDEVINFOSET: 1,"{PRODUCT}","bench_0001",119|OK'),
        ("tencent-m6315", f'+TCDEVINFOSET:1,"{PRODUCT}","bench_0001",119|OK'),
        ("tencent-esp8266", f'+TCDEVINFOSET:1,"{PRODUCT}","bench_0001",119,"ap-guangzhou"|OK'),
    ],
)
def test_device_data_outlive_a_restart(profile, answer):
    with Tencent(profile) as talk:
        talk.device()
        assert talk.ask("AT+TCDEVINFOSET?") == answer
        if profile == "tencent-esp8266":
            talk.say("AT+RST")
            talk.hear("OK\r\n", "ready\r\n", "WIFI GOT IP\r\n")
        else:
            talk.say("AT+CFUN=1,1")
            talk.hear("OK\r\n", "+CPIN: READY\r\n")
        assert talk.ask("AT+TCDEVINFOSET?") == answer
        assert talk.ask("AT+TCMQTTSTATE?").endswith("0|OK")


@pytest.mark.parametrize(("secret", "bcc"), [("ZHNkIGRzZCA=", 116), ("ZHNkIGRzZCA =", 84), ("A", 65), ("AA", 0)])
def test_checksum(secret, bcc):
    with Tencent() as talk:
        talk.device(f'"{PRODUCT}","d","{secret}"')
        assert talk.ask("AT+TCDEVINFOSET?").startswith(f'+TCDEVINFOSET: 1,"{PRODUCT}","d",{bcc}|')


def test_a_region():
    with Tencent("tencent-esp8266") as talk:
        talk.device(f'{INFO},"ap-example"')
        assert talk.ask("AT+TCDEVINFOSET?").endswith(',"ap-example"|OK')
        assert said(talk.ask(f'{SET}1,{INFO},"{"r" * 25}"')) == "204"


@pytest.mark.parametrize("profile", PROFILES)
def test_the_test_forms(profile):
    with Tencent(profile) as talk:
        for name in ("DEVINFOSET", "MQTTCONN", "MQTTPUB", "MQTTPUBL", "MQTTSUB", "MQTTUNSUB", "OTASET", "FWINFO"):
            lines = talk.ask(f"AT+TC{name}=?").split("|")
            assert lines[-1] == "OK" and len(lines) == 2
        assert talk.ask("AT+TCMQTTDISCONN=?") == "OK"
        assert talk.ask("AT+TCMQTTSTATE=?") == "OK"


@pytest.mark.parametrize(
    ("profile", "who"),
    [
        ("tencent", "Tencent|IoT AT|Revision: TC_AT_V3.0.3|OK"),
        ("tencent-m6315", "China Mobile|M6315|Revision: M6315-PTCH0S00|OK"),
    ],
)
def test_who_it_is(profile, who):
    with Tencent(profile) as talk:
        assert talk.ask("ATI") == who
        assert talk.ask("AT+CPIN?") == "+CPIN: READY|OK"
        assert talk.ask("AT+CSQ").startswith("+CSQ: ")
        assert talk.ask("AT+CREG?") == "+CREG: 0,1|OK"
        assert talk.ask("AT+CFUN?") == "+CFUN: 1|OK"
        assert talk.ask("AT+QIACT?") == "ERROR"


def test_the_module_tells_of_itself():
    with Tencent("tencent-m6315") as talk:
        assert "Module FW version: M6315-PTCH0S00" in talk.ask("AT+TCMODULE")
