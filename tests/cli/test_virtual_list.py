"""What `atbench virtual --list` and `--faults` say."""

import json

import pytest

from atbench.cli import virtual_list
from atbench.virtual.backends import psk
from atbench.virtual.faults import FAULTS
from atbench.virtual.state import PROFILES


def test_profiles_as_json(capsys: pytest.CaptureFixture[str]):
    assert virtual_list.profiles(True) == 0
    rows = {row["profile"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == list(PROFILES)
    assert rows["ec20"]["title"] == "Quectel EC20" and rows["ec20"]["psk"] is False
    assert {"file", "ssl", "smtp"} <= set(rows["ec20"]["commands"])
    assert set(rows["ec20"]["storages"]) == {"UFS", "RAM", "SD"} and rows["tencent"]["storages"] == {}
    assert "mqtt" in rows["ec600s"]["commands"] and "smtp" not in rows["ec600s"]["commands"]
    assert rows["tencent"]["psk"] is psk.AVAILABLE
    assert rows["me3630"]["options"]["auth"] == ["later", "first"]


def test_profiles_to_read(capsys: pytest.CaptureFixture[str]):
    assert virtual_list.profiles(False) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(PROFILES)


def test_faults(capsys: pytest.CaptureFixture[str]):
    assert virtual_list.faults(False) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(FAULTS)
    assert virtual_list.faults(True) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["late"] == {"name": "late", "text": "each final result comes 2 s late", "usual": 2} | {
        "low": 0.01,
        "high": 600,
    }
