"""What happens at given times."""

import pytest

from atbench.virtual.script import Event, load, parse

from .talk import Talk

TEXT = r"""# a bad day
12.5 urc +CREG: 2
20   fault registration_lost

40 fault registration-lost=off
45 push devices/7/set {"on": true}
50 drop
60 raw \r\n+QIND: \\ \xFE中
"""


def test_parse():
    assert parse(TEXT, "x") == (
        Event(12.5, "urc", data=b"+CREG: 2"),
        Event(20, "fault", "registration_lost", value=1),
        Event(40, "fault", "registration_lost", value=0),
        Event(45, "push", "devices/7/set", b'{"on": true}'),
        Event(50, "drop"),
        Event(60, "raw", data=b"\r\n+QIND: \\ \xfe" + "中".encode()),
    )


def test_the_order_is_that_of_time():
    assert [event.time for event in parse("2 drop\r\n1 drop\r\n", "x")] == [1, 2]


@pytest.mark.parametrize(
    "line",
    ["soon urc X", "1", "1 urc", "1 jump", "1 drop it", "1 fault nonsense", "1 fault cmee=7", r"1 raw \q", r"1 raw \x"],
)
def test_a_slip_is_told_with_its_number(line):
    with pytest.raises(ValueError) as error:
        parse(f"1 drop\n{line}\n2 drop\n{line}", "day.txt")
    first, second = str(error.value).split("\n")
    assert first.startswith("day.txt, line 2: ") and second.startswith("day.txt, line 4: ")


def test_files(tmp_path):
    with pytest.raises(OSError, match="cannot be read"):
        load(tmp_path / "none")
    (tmp_path / "gbk").write_bytes("1 urc 中".encode("gbk"))
    with pytest.raises(ValueError, match="UTF-8"):
        load(tmp_path / "gbk")
    (tmp_path / "bom").write_bytes(b"\xef\xbb\xbf1 drop")
    assert load(tmp_path / "bom") == (Event(1, "drop"),)


def test_played(tmp_path):
    script = tmp_path / "day.txt"
    script.write_text(
        "1 urc +CREG: 5\n1.5 fault echo_crcrlf\n2 raw abc\n50 push news hello\n51 drop\n52 fault echo_crcrlf=off\n"
    )
    with Talk(f"boot=0&script={script}", 20) as talk:
        talk.hear("\r\n+CREG: 5\r\n", "abc")
        talk.say("AT")
        assert talk.hear("OK\r\n") == b"AT\r\r\n\r\nOK\r\n"
        talk.connect()
        talk.say('AT+QMTSUB=0,1,"news",0')
        talk.hear("+QMTSUB: 0,1,0,0\r\n", '+QMTRECV: 0,0,"news","hello"\r\n', "+QMTSTAT: 0,1\r\n")
        while talk.port.faults.on("echo_crcrlf"):
            talk.ask("AT")
        talk.silence()
