"""The script is run as it is: `make` calls it with a bare Python, before anything is installed."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "system_libraries.py"


@pytest.fixture
def script() -> dict[str, Any]:
    """Its names; a test changes the ones in `main`'s own dictionary."""
    return runpy.run_path(str(SCRIPT))["main"].__globals__


def test_the_list_is_well_formed(script: dict[str, Any]) -> None:
    needs = script["needs"]()
    assert {need.kind for need in needs} == {"run", "window", "text", "test", "server"}
    assert {need.proof.split(":")[0] for need in needs} == {"library", "module", "font", "program"}
    assert len({need.package for need in needs}) == len(needs)
    missing = script["Need"]("run", "no-such-package", "library:libnosuch.so.9")
    assert not script["there"](missing)
    assert script["there"](script["Need"]("run", "python3", "program:python3"))


@pytest.mark.parametrize(("package", "code"), [("libegl1", 1), ("xvfb", 0), ("fonts-wqy-microhei", 0)])
def test_without_the_right_to_install_it_names_one_line(
    package: str, code: int, script: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script["os"], "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(script["platform"], "system", lambda: "Linux")
    script["there"] = lambda need: need.package != package
    script["install"] = lambda packages: pytest.fail("it may not")
    assert script["main"]([]) == code
    assert f"  sudo apt-get install -y --no-install-recommends {package}\n" in capsys.readouterr().out


def test_root_installs_what_is_missing(script: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(script["os"], "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(script["platform"], "system", lambda: "Linux")
    monkeypatch.setattr(script["shutil"], "which", lambda name: f"/usr/bin/{name}")
    script["there"] = lambda need: need.package != "libgl1"
    script["install"] = lambda packages: installed.extend(packages) or True
    assert script["main"]([]) == 0
    assert installed == ["libgl1"]
    assert script["main"](["--check"]) == 1
    assert installed == ["libgl1"]


def test_nothing_missing_is_silent(script: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    script["there"] = lambda need: True
    assert script["main"]([]) == 0
    assert capsys.readouterr().out == ""


def test_an_old_python_is_told_so(script: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    script["OLDEST"] = (4, 0)
    assert script["main"]([]) == 1
    assert "atbench needs Python 4.0 or newer" in capsys.readouterr().out
