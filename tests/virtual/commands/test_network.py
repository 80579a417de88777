"""Registration, signal, operator, functionality."""

import pytest

from ..talk import Talk

ANSWERS = {
    "AT+CSQ": "+CSQ: 28,99|OK",
    "AT+CSQ=?": "+CSQ: (0-31,99),(0-7,99)|OK",
    "AT+CSQ=1": "ERROR",
    "AT+CREG=?": "+CREG: (0-2)|OK",
    "AT+CREG=3": "ERROR",
    "AT+CEREG=2": "OK",
    "AT+CEREG?": '+CEREG: 2,1,"1A2B","0C3D4E5",7|OK',
    "AT+CEREG": "OK",
    "AT+CEREG?;+CGREG?": "+CEREG: 0,1|+CGREG: 0,1|OK",
    "AT+COPS?": '+COPS: 0,0,"CHINA MOBILE",7|OK',
    "AT+COPS=3,2": "OK",
    "AT+COPS?;": '+COPS: 0,2,"46000",7|OK',
    "AT+COPS=5": "+CME ERROR: 50",
    'AT+COPS=1,2,"46001"': "+CME ERROR: 30",
    'AT+COPS=1,2,"46000"': "OK",
    "AT+CGATT?": "+CGATT: 1|OK",
    "AT+CGATT=1": "OK",
    "AT+CGATT=2": "+CME ERROR: 50",
    "AT+QNWINFO": '+QNWINFO: "FDD LTE",46000,"LTE BAND 3",1300|OK',
    "AT+CFUN?": "+CFUN: 1|OK",
    "AT+CFUN=?": "+CFUN: (0,1,3,4,5),(0,1)|OK",
    "AT+CFUN=2": "+CME ERROR: 50",
    "AT+CFUN=0,1": "+CME ERROR: 50",
}


def test_answers():
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in ANSWERS} == ANSWERS


def test_operators():
    with Talk(speed=200) as talk:
        assert talk.ask("AT+COPS=?").startswith('+COPS: (2,"CHINA MOBILE","CMCC","46000",7)')


def test_registration_takes_a_moment_and_is_told():
    with Talk() as talk:
        assert talk.ask("AT+CREG=1;+CEREG=2") == "OK"
        assert talk.ask("AT+CFUN=4") == "OK"
        talk.hear("\r\n+CREG: 0\r\n", "\r\n+CEREG: 0\r\n")
        assert talk.ask("AT+QNWINFO") == "+QNWINFO: No Service|OK"
        assert talk.ask("AT+CSQ") == "+CSQ: 99,99|OK"
        assert talk.ask("AT+COPS?") == "+COPS: 0|OK"
        assert talk.ask("AT+CPIN?") == "+CPIN: READY|OK"
        assert talk.ask("AT+CFUN=1") == "OK"
        talk.hear("\r\n+CREG: 2\r\n", "\r\n+CEREG: 2\r\n")
        assert talk.ask("AT+CREG?") == "+CREG: 1,2|OK"
        talk.hear("\r\n+CREG: 1\r\n", '\r\n+CEREG: 1,"1A2B","0C3D4E5",7\r\n')


def test_minimum_function_takes_the_card_too():
    with Talk() as talk:
        assert talk.ask("AT+CFUN=0") == "OK"
        talk.hear("\r\n+CPIN: NOT READY\r\n")
        assert talk.ask("AT+CPIN?") == "+CME ERROR: 13"
        assert talk.ask("AT+CFUN=1") == "OK"
        talk.hear("+CPIN: READY\r\n", "PB DONE\r\n")


@pytest.mark.parametrize("command", ["AT+CIMI", "AT+CPIN?", "AT+COPS?", "AT+CGATT?"])
def test_without_a_card(command):
    with Talk("boot=0&sim=0", speed=200) as talk:
        assert talk.ask(command) == "+CME ERROR: 10"
        assert talk.ask("AT+CREG?") == "+CREG: 0,0|OK"
        assert talk.ask("AT+QIACT=1") == "ERROR"
