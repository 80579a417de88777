"""Sees to the system libraries: `python3 packaging/system_libraries.py [--check] [--servers]`.

As root it installs what is missing (system_libraries.txt) with apt-get. Without the right to it prints one line to
copy, and fails only where nothing would work without the missing ones. --check never installs; --servers adds the
servers that stand in for the local ones in the tests. Runs on a bare Python, also on one that is too old for the
program.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)  # requires-python in pyproject.toml
LIST = Path(__file__).with_suffix(".txt")
APT = ["apt-get", "install", "-y", "--no-install-recommends"]


class Need(NamedTuple):
    kind: str
    package: str
    proof: str


def needs() -> list[Need]:
    lines = LIST.read_text(encoding="utf-8").split("\n")
    return [Need(*line.split()) for line in lines if line.strip() and not line.startswith("#")]


def there(need: Need) -> bool:
    kind, name = need.proof.split(":")
    checks = {
        "library": lambda: name in libraries(),
        "program": lambda: shutil.which(name) is not None,
        "module": lambda: importlib.util.find_spec(name) is not None,
        "font": lambda: has_font(name) or has_package(need.package),
    }
    return checks[kind]()


_libraries: set[str] = set()


def libraries() -> set[str]:
    """The names in the cache of the loader."""
    if not _libraries:
        loader = shutil.which("ldconfig") or "/sbin/ldconfig"
        _libraries.add("")
        _libraries.update(line.split(" ")[0].strip() for line in output(loader, "-p").split("\n"))
    return _libraries


def has_font(language: str) -> bool:
    return bool(output("fc-list", f":lang={language}").strip())


def has_package(name: str) -> bool:
    return "install ok installed" in output("dpkg-query", "-W", "-f=${Status}", name)


def output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def install(packages: list[str]) -> bool:
    """With apt-get; the second try is for a machine whose package lists are old or were never fetched."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for prepare in ([], ["apt-get", "update"]):
        if prepare:
            subprocess.run(prepare, env=quiet, check=False)
        if subprocess.run([*APT, *packages], env=quiet, check=False).returncode == 0:
            return True
    return False


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        need, have = (".".join(map(str, version[:2])) for version in (OLDEST, sys.version_info))
        print(
            f"atbench needs Python {need} or newer, this is {have}. Install one and say which: make PYTHON=python3.12"
        )
        return 1
    if platform.system() != "Linux":
        return 0  # the wheels bring everything along
    servers = "--servers" in arguments
    missing = [need for need in needs() if not there(need) and (servers or need.kind != "server")]
    if not missing:
        return 0
    packages = [need.package for need in missing]
    may = "--check" not in arguments and os.geteuid() == 0 and shutil.which("apt-get") is not None
    if may and install(packages):
        return 0
    fatal = any(need.kind == "run" for need in missing)
    print("System packages are missing" + (":" if fatal else " (the program runs, but not all of it):"), end=" ")
    print("install them with this line, then try again." if fatal else "this line installs them.")
    print(f"  sudo {' '.join([*APT, *packages])}")
    if not shutil.which("apt-get"):
        print("These are Debian's names; other systems have the same libraries under names of their own.")
    return 1 if fatal else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
