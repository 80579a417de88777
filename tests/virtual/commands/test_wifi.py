"""Wi-Fi of an ESP8266."""

from ..clouding import Tencent

ESP = "tencent-esp8266"


def test_power_on():
    with Tencent(ESP, query="") as talk:
        assert talk.hear("WIFI GOT IP\r\n") == b"ready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n"
        assert talk.ask("AT+CWJAP?").startswith('+CWJAP:"workshop"')


def test_lines_begin_without_a_line_end():
    with Tencent(ESP) as talk:
        talk.say("AT")
        assert talk.hear("OK\r\n") == b"AT\r\nOK\r\n"
        talk.say("ATE0")
        talk.hear("OK\r\n")
        talk.say("AT+CWMODE?")
        assert talk.hear("OK\r\n") == b"+CWMODE:1\r\nOK\r\n"


def test_joining():
    with Tencent(ESP) as talk:
        assert talk.ask("AT+CWQAP") == "OK"
        talk.hear("WIFI DISCONNECT\r\n")
        assert talk.ask("AT+CWJAP?") == "No AP|OK"
        talk.device()
        assert talk.result("AT+TCMQTTCONN=1,5000,240,1,0") == "FAIL,-602"
        talk.say('AT+CWJAP="bench","short"')
        talk.hear("+CWJAP:2\r\nFAIL\r\n")
        assert talk.ask('AT+CWJAP="bench","longenough"') == "OK"
        talk.hear("WIFI GOT IP\r\n")
        assert talk.result("AT+TCMQTTCONN=1,5000,240,1,0") == "OK"
        assert talk.ask("AT+CWMODE=2") == "OK"
        talk.hear("+TCMQTTDISCON,-103\r\n")
        assert talk.ask('AT+CWJAP="bench","longenough"') == "ERROR"


def test_who_it_is():
    with Tencent(ESP) as talk:
        assert talk.ask("AT+GMR").endswith("Bin version:QCloud_AT_ESP8266_v2.1.0|OK")
        assert talk.ask("AT+CGMM") == "ERR CODE:0x01090000|ERROR"
