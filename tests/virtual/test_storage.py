"""The file system of a module, without its commands."""

import pytest

from atbench.virtual.line import Refused
from atbench.virtual.storage import MOST_OPEN, Files, checksum


@pytest.fixture
def files():
    files = Files({"UFS": 100, "RAM": 50, "SD": 1000})
    files.add("a.txt", b"12345")
    return files


@pytest.mark.parametrize(
    ("data", "wanted"),
    [(b"", "0"), (b"1234567890", "3938"), (b"1", "3100"), (b"\x0f\x5f", "f5f"), (b"ab" * 2, "0"), (b"\x00\x07", "7")],
)
def test_checksum(data, wanted):
    assert checksum(data) == wanted


@pytest.mark.parametrize("name", ["a.txt", "UFS:a.txt", "ufs:a.txt"])
def test_names_of_one_file(files, name):
    assert files.read(name) == b"12345"
    assert files.listed(name) == [("UFS:a.txt", 5)]


def test_storages_are_apart(files):
    files.add("RAM:a.txt", b"r")
    files.add("SD:b", b"s")
    assert [files.listed(f"{storage}:*") for storage in ("UFS", "RAM", "SD")] == [
        [("UFS:a.txt", 5)],
        [("RAM:a.txt", 1)],
        [("SD:b", 1)],
    ]
    assert files.space("UFS") == (95, 100)
    assert files.space("RAM:") == (49, 50)
    assert files.count("UFS") == (5, 1)


def test_a_restart_keeps_flash_and_card(files):
    files.add("RAM:r", b"r")
    files.add("SD:s", b"s")
    files.open("a.txt", 0)
    files.restart()
    assert not files.handles
    assert files.listed("RAM:*") == []
    assert files.listed("SD:*") and files.listed("*")


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (lambda files: files.read("none"), 405),
        (lambda files: files.listed("none"), 405),
        (lambda files: files.remove("none"), 405),
        (lambda files: files.open("none", 2), 405),
        (lambda files: files.check("a.txt", 1), 407),
        (lambda files: files.check("b", 96), 420),
        (lambda files: files.check("EFS:b", 1), 400),
        (lambda files: files.check("", 1), 406),
        (lambda files: files.check("UFS:", 1), 406),
        (lambda files: files.check("*", 1), 406),
        (lambda files: files.check("x/y", 1), 406),
        (lambda files: files.check("n" * 81, 1), 406),
        (lambda files: files.space("EFS"), 419),
        (lambda files: files.handle(1), 416),
        (lambda files: files.close(1), 416),
        (lambda files: (files.open("a.txt", 0), files.open("a.txt", 0)), 426),
        (lambda files: (files.open("a.txt", 0), files.remove("*")), 426),
        (lambda files: [files.open(f"f{number}", 0) for number in range(MOST_OPEN + 1)], 413),
    ],
)
def test_wrong_moves(files, move, code):
    with pytest.raises(Refused) as refused:
        move(files)
    assert refused.value.code == code


def test_what_just_fits(files):
    files.check("b", 95)
    files.check("n" * 80, 1)


def test_handles(files):
    assert files.open("a.txt", 0) == 1
    assert files.open("b", 0) == 2
    assert files.open("SD:c", 1) == 20
    files.close(1)
    assert files.open("a.txt", 1) == 1  # the lowest that is free
    assert files.read("a.txt") == b""  # mode 1 empties
