"""The SIM card. All numbers are invented."""

from ..talk import Talk


def test_answers():
    answers = {
        "AT+CPIN?": "+CPIN: READY|OK",
        "AT+CPIN=?": "OK",
        "AT+CIMI": "001010123456789|OK",
        "AT+CIMI?": "ERROR",
        "AT+QCCID": "+QCCID: 89860000000000000001|OK",
        "AT+QINISTAT": "+QINISTAT: 7|OK",
        "AT+QPINC?": '+QPINC: "SC",3,10|+QPINC: "P2",3,10|OK',
        "AT+QSIMSTAT?": "+QSIMSTAT: 0,1|OK",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers
