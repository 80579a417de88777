"""What a session remembers when it ends."""

from atbench.virtual.backends.ftp_session import CLOSED, IDLE, FtpSession


def test_a_session_that_ends():
    session = FtpSession(state=IDLE, busy=True, stuck=True)
    session.settings["rsptimeout"] = (20,)
    session.shut(lost=True)
    assert (session.state, session.busy, session.stuck, session.lost) == (CLOSED, False, False, True)
    assert session.number("rsptimeout") == 20 and session.text("account") == "" and session.length == 0


def test_an_idle_session_without_a_server():
    session = FtpSession(state=IDLE)
    session.look()
    assert session.state == CLOSED and session.lost
