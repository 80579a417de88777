"""The SIM card and the identities. All numbers are invented."""

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
        "AT+CGMI": "Quectel|OK",
        "AT+GMM": "EC600S|OK",
        "AT+CGMR": "EC600SCNDR00A00M00|OK",
        "AT+CGSN": "004999010640000|OK",
        "AT+CGSN=?": "OK",
        "AT+CMEE=?": "+CMEE: (0,1,2)|OK",
        "AT+CMEE=3": "ERROR",
        "AT+CMEE": "ERROR",
        "ATS3?": "013|OK",
        "ATS99?": "ERROR",
        "ATE2": "ERROR",
        "AT&F1": "ERROR",
        "AT&D2&C1X4": "OK",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers
        assert "E: 1|Q: 0|V: 1|X: 4" in talk.ask("AT&V")
