"""Writing a payload, and saving what was received, with real files."""

from __future__ import annotations

import json

import pytest
from tests.ui.far_end.test_panel import connected, subscribed
from tests.ui.test_desk import until

from atbench.ui.arrivals.editor import PayloadEditor
from atbench.ui.console.hand import device_of


def test_a_file_is_taken_byte_for_byte(qtbot, theme, tmp_path) -> None:
    editor = PayloadEditor("x", "X")
    qtbot.addWidget(editor)
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(256)))
    editor.take_file(path)
    assert editor.payload() == bytes(range(256))
    assert editor.text.isReadOnly()
    editor.write("00 0g", "hex")
    with pytest.raises(ValueError, match="HEX digit"):
        editor.payload()
    editor.write('{"a":1}', "json")
    editor.pretty.click()
    assert editor.payload() == b'{\n  "a": 1\n}'
    editor.compact.click()
    assert editor.payload() == b'{"a":1}'


def test_names_of_a_device() -> None:
    assert device_of(["x", "/sys/k1/d1/thing/service/property/set"]) == ("k1", "d1")
    assert device_of(["$thing/down/property/PROD/dev"]) == ("PROD", "dev")
    assert device_of(["BENCHTC001/bench_0001/control"]) == ("BENCHTC001", "bench_0001")
    assert device_of(["/sys/+/+/thing/x", "a/b"]) == ("", "")


def test_the_messages_listed_are_saved(play, tmp_path, monkeypatch) -> None:
    path = tmp_path / "out.jsonl"

    async def chosen(*_given: object) -> tuple[object, str]:
        return path, ""

    monkeypatch.setattr("atbench.ui.arrivals.saving.file_to_save", chosen)

    async def scene(desk) -> None:
        nonlocal path
        await connected(desk)
        await subscribed(desk)
        for payload in (b'{"imei":"867584030000001"}', b"\x00\xff"):
            desk.workbench.far_end.push("plant/7/set", payload)
        dock = desk.console.dock
        await until(desk, lambda: len(dock.model.rows) == 2)
        dock.export_wanted.emit()
        await until(desk, path.exists)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert rows[0]["payload"] == '{"imei":"********"}'
        assert rows[0]["client"] == 0
        assert rows[1]["hex"] == "00FF"
        path = tmp_path / "one.bin"
        dock.list.choose(0)
        dock.content.save.click()
        await until(desk, path.exists)
        assert path.read_bytes() == b"\x00\xff"

    play(scene)
