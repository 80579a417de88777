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
    assert rows["ec20"]["wizards"] == ["doctor", "smtp", "ftp", "qmt", "files", "tcp", "http"]
    assert rows["tencent"]["wizards"] == ["doctor", "tencent"]
    assert "+QMTPUB" in rows["bg96"]["at"] and "+QMTPUBEX" not in rows["bg96"]["at"]
    assert rows["ec600s"]["habits"] == {}
    assert rows["bg96"]["habits"] == {"mqtt.newer": False, "mqtt.glued": True, "bare_off": True}


def test_profiles_to_read(capsys: pytest.CaptureFixture[str]):
    assert virtual_list.profiles(False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line[0] != " "] == list(PROFILES)
    about = lines[lines.index(next(line for line in lines if line.startswith("ec25 "))) :]
    assert about[1] == "    wizards: doctor smtp ftp qmt files tcp http"
    assert about[2] == "    files: UFS 8192 KB, RAM 4096 KB, SD 32768 KB"
    assert about[3] == "    FTP: 613 for a name that no file of the module can have"
    assert "    in its address: auth=later|first" in lines


def test_faults(capsys: pytest.CaptureFixture[str]):
    assert virtual_list.faults(False) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(FAULTS)
    assert virtual_list.faults(True) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["late"] == {"name": "late", "text": "each final result comes 2 s late", "usual": 2} | {
        "low": 0.01,
        "high": 600,
    }
