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


def test_the_clock_goes_on_from_where_it_was_set():
    with Talk(speed=200) as talk:
        assert talk.ask('AT+CCLK="30/01/02,03:04:05+00"') == "OK"
        assert talk.ask("AT+CCLK?").startswith('+CCLK: "30/01/02,11:04:')
        assert talk.ask('AT+CCLK="30/13/02,03:04:05+00"') == "ERROR"
        assert talk.ask("AT+CCLK=1") == "ERROR"
