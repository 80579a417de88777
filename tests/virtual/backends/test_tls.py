"""What the settings of AT+QSSLCFG make of a TLS context; `tests/virtual/commands/test_ssl.py` holds it to servers."""

import ssl

import pytest

from atbench.virtual.backends.tls import SUITES, Failed, Setup, prepare

V = ssl.TLSVersion
GONE = [suite for suite, name in SUITES.items() if not name]


@pytest.mark.parametrize(
    ("version", "lowest", "highest"),
    [(1, V.TLSv1, V.TLSv1), (2, V.TLSv1_1, V.TLSv1_1), (3, V.TLSv1_2, V.TLSv1_2), (4, V.TLSv1, V.TLSv1_2)],
)
def test_versions(version, lowest, highest):
    context = prepare(Setup(version)).context
    assert (context.minimum_version, context.maximum_version) == (lowest, highest)


@pytest.mark.parametrize("suite", [suite for suite in SUITES if suite not in ("0XFFFF", *GONE)])
def test_one_suite_is_offered_alone(suite):
    """Suites of TLS 1.3 are always named, and never offered: the highest version is 1.2."""
    offered = [one for one in prepare(Setup(suite=suite)).context.get_ciphers() if one["protocol"] != "TLSv1.3"]
    assert [f"0X{one['id'] & 0xFFFF:04X}" for one in offered] == [suite]


@pytest.mark.parametrize("setup", [Setup(0), *(Setup(suite=suite) for suite in GONE), Setup(level=1), Setup(level=2)])
def test_what_nobody_speaks(setup):
    with pytest.raises(Failed):
        prepare(setup)


def test_what_is_checked():
    assert prepare(Setup()).context.verify_mode == ssl.CERT_NONE
    assert not prepare(Setup()).context.check_hostname
