"""What a module keeps from run to run."""

import json

import pytest

from atbench import virtual

from .talk import Talk

SPEED = 50


def test_from_run_to_run(tmp_path):
    path = tmp_path / "state.json"
    with Talk(f"boot=0&state={path}", SPEED) as talk:
        talk.upload("UFS:a.bin", bytes(range(256)))
        assert talk.ask("ATE0&W") == "OK"
        assert talk.ask('AT+QICSGP=2,1,"my.apn","u","p",1') == "OK"
        assert talk.ask("AT+QIACT=2") == "OK"
        assert talk.ask('AT+CSCS="UCS2"') == "OK"
    with Talk(f"boot=0&state={path}", SPEED) as talk:
        assert talk.ask('AT+QFLST="*"') == '+QFLST: "UFS:a.bin",256|OK'
        talk.say('AT+QFDWL="a.bin"')
        assert bytes(range(256)) in talk.hear("OK\r\n")
        assert b"AT+Q" not in talk.raw  # no echo
        assert talk.ask("AT+QICSGP=2") == '+QICSGP: 1,"my.apn","u","p",1|OK'
        assert talk.ask("AT+QIACT?") == "OK"
        assert talk.ask("AT+CSCS?") == '+CSCS: "UCS2"|OK'


def test_memory_that_forgets(tmp_path):
    """RAM goes with the power, even from run to run; flash and card stay."""
    path = tmp_path / "state.json"
    with Talk(f"boot=0&state={path}", SPEED, "ec20") as talk:
        for storage in ("UFS", "RAM", "SD"):
            talk.upload(f"{storage}:x", b"1")
    with Talk(f"boot=0&state={path}", SPEED, "ec20") as talk:
        assert talk.ask('AT+QFLST="UFS:*"') == '+QFLST: "UFS:x",1|OK'
        assert talk.ask('AT+QFLST="RAM:*"') == "OK"
        assert talk.ask('AT+QFLST="SD:*"') == '+QFLST: "SD:x",1|OK'


def test_tencents_device(tmp_path):
    path = tmp_path / "state.json"
    info = 'AT+TCDEVINFOSET=1,"PRODUCT001","bench_0001","c2VjcmV0"'
    with Talk(f"boot=0&state={path}", SPEED, "tencent") as talk:
        talk.say(info)
        talk.hear("+TCDEVINFOSET: OK")
        before = talk.ask("AT+TCDEVINFOSET?")
    with Talk(f"boot=0&state={path}", SPEED, "tencent") as talk:
        assert talk.ask("AT+TCDEVINFOSET?") == before
        assert "bench_0001" in before


def test_saved_while_it_runs(tmp_path):
    path = tmp_path / "state.json"
    with Talk(f"boot=0&state={path}", SPEED) as talk:
        talk.upload("a", b"1")
        while not path.is_file() or "MQ==" not in path.read_text():
            talk.silence()
        assert json.loads(path.read_text())["files"] == {"UFS": {"a": "MQ=="}}
        assert [file.name for file in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"profile": 1}', '{"profile": "ec600s", "format": 99}', "\xff"])
def test_a_damaged_file_is_set_aside(tmp_path, text):
    path = tmp_path / "state.json"
    path.write_bytes(text.encode("latin-1"))
    with Talk(f"boot=0&state={path}", SPEED) as talk:
        assert "state.json.damaged" in talk.port.notes[0]
        assert (tmp_path / "state.json.damaged").read_bytes() == text.encode("latin-1")
        talk.upload("a", b"1")
    assert json.loads(path.read_text())["profile"] == "ec600s"


def test_the_state_of_another_module(tmp_path):
    path = tmp_path / "state.json"
    with Talk(f"boot=0&state={path}", SPEED, "ec20") as talk:
        talk.upload("a", b"1")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="ec20"):
        virtual.prepare(f"virtual://ec600s?state={path}")
    with pytest.raises(ValueError, match="ec20"):
        Talk(f"state={path}")
    assert path.read_bytes() == before


def test_a_place_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with Talk(f"boot=0&state={tmp_path / 'new' / 'state'}", SPEED) as talk:
        (tmp_path / "new").write_text("in the way")
        talk.upload("a", b"1")
    assert "cannot be written" in talk.port.notes[0]
    with pytest.raises(OSError, match="cannot be read"):
        virtual.prepare(f"virtual://ec600s?state={tmp_path}")
