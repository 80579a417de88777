"""Joining the network, and what depends on it."""

import pytest

from ..clouding import PROFILES, Tencent


@pytest.mark.parametrize(
    ("profile", "command", "result", "state"),
    [
        ("tencent", '0,"internet.example"', "OK", '0,1,"10.83.21.107",28'),
        ("tencent", "0", "OK", '0,1,"10.83.21.107",28'),
        ("tencent", '1,"workshop","00000000"', "OK", '1,1,"10.83.21.107","workshop","00000000"'),
        ("tencent", '1,"workshop","short"', "FAIL-103", '1,0,"0.0.0.0","workshop","short"'),
        ("tencent-m6315", "0,1,internet", "0,NET_OK", '0,1,"10.83.21.107",28'),
        ("tencent-m6315", '0,1,"internet"', "0,NET_OK", '0,1,"10.83.21.107",28'),
        ("tencent-m6315", "0,0", "0,NET_CLOSE", '0,0,"0.0.0.0",28'),
    ],
)
def test_joining(profile, command, result, state):
    with Tencent(profile) as talk:
        assert talk.result(f"AT+TCREGNET={command}") == result
        assert talk.ask("AT+TCREGNET?") == f"+TCREGNET: {state}|OK"


def test_not_in_the_network():
    with Tencent() as talk:
        assert talk.ask("AT+CFUN=4") == "OK"
        assert talk.result('AT+TCREGNET=0,"internet"') == "FAIL-103"


def test_without_network_there_is_no_host():
    with Tencent() as talk:
        talk.device()
        assert talk.result("AT+TCMQTTCONN=1,5000,240,1,0") == "FAIL-602"


@pytest.mark.parametrize("profile", PROFILES)
def test_the_network_goes(profile):
    leave = {"tencent-m6315": "AT+TCREGNET=0,0", "tencent-esp8266": "AT+CWQAP"}.get(profile, "AT+CFUN=4")
    reason = {"tencent": "(-103)", "tencent-m6315": ":0", "tencent-esp8266": ",-103"}[profile]
    with Tencent(profile) as talk:
        talk.sign_in()
        talk.say(leave)
        talk.hear(f"+TCMQTTDISCON{reason}\r\n")
        talk.say("AT+TCMQTTSTATE?")
        talk.hear("+TCMQTTSTATE:", "0\r\n")
