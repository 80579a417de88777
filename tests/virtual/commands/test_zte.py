"""Network and data call of an ME3630."""

from ..clouding import Gosuncn


def test_the_call():
    with Gosuncn() as talk:
        assert talk.ask("AT+ZPAS?") == '+ZPAS: "LTE","CS_PS","FDD"|OK'
        assert talk.ask("AT+ZECMCALL?") == "+ZECMCALL: DISCONNECT|OK"
        talk.say("AT+ZECMCALL=1")
        assert talk.hear("OK\r\n") == b"AT+ZECMCALL=1\r\r\n+ZECMCALL: CONNECT\r\n\r\nOK\r\n"
        assert talk.ask("AT+ZECMCALL?") == "+ZECMCALL: IPV4, 10.83.21.107, 10.83.21.1, 10.83.0.1, 10.83.0.2|OK"
        assert talk.ask("AT+ZECMCALL=1") == "ERROR"
        assert talk.ask("AT+ZECMCALL=2") == "ERROR"
        assert talk.ask("AT+ZECMCALL=0") == "+ZECMCALL: DISCONNECT|OK"


def test_without_network():
    with Gosuncn() as talk:
        assert talk.ask("AT+CFUN=4") == "OK"
        assert talk.ask("AT+ZPAS?").startswith('+ZPAS: "No Service"')
        assert talk.ask("AT+ZECMCALL=1") == "+CME ERROR: 30"


def test_without_a_card():
    with Gosuncn("boot=0&sim=0") as talk:
        assert talk.ask("AT+CPIN?") == "+CME ERROR: 10"
        assert talk.ask("AT+ZECMCALL=1") == "+CME ERROR: 10"


def test_power_on():
    with Gosuncn("") as talk:
        assert talk.hear("+CPIN: READY\r\n") == b"\r\n+CPIN: READY\r\n"
        assert not talk.answered(b"+Q", 0.1)


def test_who_it_is():
    with Gosuncn() as talk:
        assert talk.ask("ATI").startswith("Manufacturer: GOSUNCN|Model: ME3630-C1C|Revision: AL_ME3630C1CV1.0B03|IMEI:")
        assert talk.ask("AT+CGMR") == "AL_ME3630C1CV1.0B03|OK"
        assert talk.ask("AT+QIACT?") == "ERROR"
