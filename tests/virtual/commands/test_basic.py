"""The basic commands, where their effect on the wire is not the point."""

from ..talk import Talk


def test_answers():
    answers = {
        "ATS3?": "013|OK",
        "ATS99?": "ERROR",
        "ATE2": "ERROR",
        "AT&F1": "ERROR",
        "AT&D2&C1X4": "OK",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers
        assert "E: 1|Q: 0|V: 1|X: 4" in talk.ask("AT&V")
