"""The address of a virtual module."""

from pathlib import Path

import pytest

from atbench.virtual.address import Place, address, mapping, parse, url
from atbench.virtual.state import PROFILES

EC600S = PROFILES["ec600s"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("virtual://ec600s", Place(EC600S)),
        ("virtual://EC600S?cloud=real", Place(EC600S, local=False)),
        ("virtual://ec600s?boot=0&sim=0", Place(EC600S, boot=False, sim=False)),
        ("virtual://ec600s?pin=1234", Place(EC600S, pin="1234")),
        ("virtual://ec600s?certificates=a%20b", Place(EC600S, certificates=Path("a b"))),
        ("virtual://ec600s?old-tls=1", Place(EC600S, old_tls=True)),
        (
            "virtual://ec600s?host=A.example=127.0.0.1:1883&host=b=[::1]:8883",
            Place(EC600S, hosts={"a.example": ("127.0.0.1", 1883), "b": ("::1", 8883)}),
        ),
    ],
)
def test_parse(text, place):
    assert parse(text) == place


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("virtual://nonsense", "nonsense"),
        ("virtual://", "ec600s"),
        ("virtual://ec600s?cloud=sunny", "cloud=sunny"),
        ("virtual://ec600s?colour=red", "colour=red"),
        ("virtual://ec600s?pin=x", "pin=x"),
        ("virtual://ec600s?old-tls=yes", "old-tls=yes"),
        ("virtual://ec600s?certificates=", "folder"),
        ("virtual://ec600s?certificates=x&cloud=real", "cloud"),
        ("virtual://ec600s?host=a", "NAME=ADDRESS:PORT"),
        ("virtual://ec600s?host=a=b", "ADDRESS:PORT"),
    ],
)
def test_what_means_nothing(text, part):
    with pytest.raises(ValueError, match="[A-Za-z]") as error:
        parse(text)
    assert part in str(error.value)


def test_there_and_back():
    hosts = ["a.example=127.0.0.1:1883", "b=[::1]:8883"]
    assert parse(url("ec600s", True, hosts)) == Place(EC600S, hosts=mapping(hosts))
    assert not parse(url("ec600s", False, [])).local
    assert parse(url("ec600s", True, [], "c d", True)) == Place(EC600S, certificates=Path("c d"), old_tls=True)
    assert "certificates=" in url("ec600s", True, [], "")  # refused when it is read


@pytest.mark.parametrize("text", ["", "1883", ":1883", "host:", "host:x", "host:65536"])
def test_no_address(text):
    with pytest.raises(ValueError, match="ADDRESS:PORT"):
        address(text)
