"""What the FTP wizard plans to send: for files from their start, which fit into the module's flash on their way."""

from __future__ import annotations

from pathlib import Path

from atbench.wizards.plans import downloading, file_size, uploading
from atbench.wizards.wizard import Values

BETWEEN = "atb….tmp"  # the file on the module that carries another one: its name is known once that has been read
LENGTH = "AT+QFTPLEN"  # asked each second of a transfer


def _paths(values: Values, name: str) -> list[str]:
    """The names of a field, as the server takes them."""
    top = values["folder"].rstrip("/")
    lines = (line.rstrip("/") for line in values[name].splitlines())
    return [line if line.startswith("/") else f"{top}/{line}" for line in lines if line]


def list_plan(values: Values) -> list[str]:
    return [f'AT+QFTPMLSD="{values["folder"]}","COM:"']


def make_plan(values: Values) -> list[str]:
    told = []
    for path in _paths(values, "make"):
        above = path.rpartition("/")[0] or "/"
        told += [f'AT+QFTPSIZE="{path}"', f'AT+QFTPMLSD="{above}","COM:"', f'AT+QFTPMKDIR="{path}"']
    return told


def rename_plan(values: Values) -> list[str]:
    told = []
    for line in values["rename"].splitlines():
        names = [_paths({**values, "name": name}, "name") for name in line.split("=", 1)]
        if len(names) == 2 and all(names):
            told.append(f'AT+QFTPRENAME="{names[0][0]}","{names[1][0]}"')
    return told


def up_plan(values: Values) -> list[str]:
    told = list_plan(values)
    for path in values["upload"].splitlines():
        name = _paths({**values, "name": Path(path).name}, "name")[0]
        put = f'AT+QFTPPUT="{name}","UFS:{BETWEEN}"'
        looks = ['AT+QFLDS="UFS"', f'AT+QFLST="{BETWEEN}"', *uploading(BETWEEN, file_size(path))]
        told += [*looks, put, LENGTH, f'AT+QFDEL="{BETWEEN}"', f'AT+QFTPSIZE="{name}"']
    return told


def down_plan(values: Values) -> list[str]:
    told = []
    for name in _paths(values, "download"):
        looks = [f'AT+QFTPSIZE="{name}"', f'AT+QFTPMDTM="{name}"']
        told += [*looks, *looks, looks[1], f'AT+QFLST="{BETWEEN}"', 'AT+QFLDS="UFS"', f'AT+QFLST="{BETWEEN}"']
        told += [f'AT+QFTPGET="{name}","UFS:{BETWEEN}"', LENGTH, *downloading(BETWEEN), f'AT+QFDEL="{BETWEEN}"']
    return told


def delete_plan(values: Values) -> list[str]:
    told = []
    for path in _paths(values, "delete"):
        told += [f'AT+QFTPSIZE="{path}"', f'AT+QFTPMDTM="{path}"', f'AT+QFTPDEL="{path}"']
    return told
