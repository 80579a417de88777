"""Identity and the format of errors. All numbers are invented."""

from ..talk import Talk


def test_answers():
    answers = {
        "AT+CGMI": "Quectel|OK",
        "AT+GMM": "EC600S|OK",
        "AT+CGMR": "EC600SCNDR00A00M00|OK",
        "AT+CGSN": "004999010640000|OK",
        "AT+CGSN=?": "OK",
        "AT+CMEE=?": "+CMEE: (0,1,2)|OK",
        "AT+CMEE=3": "ERROR",
        "AT+CMEE": "ERROR",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers
