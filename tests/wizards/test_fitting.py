"""Which module can do which wizard."""

from __future__ import annotations

import pytest

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.virtual.commands import commands_of
from atbench.virtual.state import PROFILES
from atbench.wizards.all_ import NAMES, wizard
from atbench.wizards.fitting import lacking, warning

FAMILIES = {name: Knowledge(resource("manuals"), profile=name, cache="").family for name in PROFILES}


@pytest.mark.parametrize("name", NAMES)
def test_the_commands_tell_what_the_families_tell(name: str) -> None:
    known = wizard(name)
    for profile, row in PROFILES.items():
        if known.families and FAMILIES[profile] not in known.families:
            assert lacking(known, commands_of(row)), profile
        elif lacking(known, commands_of(row)):
            assert name == "smtp" and "+QSMTPCFG" not in commands_of(row), profile


@pytest.mark.parametrize("profile", PROFILES)
def test_the_manuals_know_what_the_virtual_module_has(profile: str) -> None:
    known, has = Knowledge(resource("manuals"), profile=profile, cache=""), commands_of(PROFILES[profile])
    for name in NAMES:
        assert lacking(wizard(name), known.commands) == lacking(wizard(name), has), name
        for step in wizard(name).steps:
            assert step.on(known.commands) is step.on(has), step.name


def test_choices_follow_the_commands() -> None:
    network = wizard("tencent").field("network")
    for profile, wanted in (("tencent", ["0", "1"]), ("tencent-esp8266", ["1"])):
        known = Knowledge(resource("manuals"), profile=profile, cache="")
        assert [value for value, _text in network.allowed(known)] == wanted
        assert network.limits(known).default == wanted[0]


def test_a_warning_names_the_module_and_the_commands() -> None:
    known = Knowledge(resource("manuals"), profile="ec600s", cache="")
    text = warning(wizard("smtp"), known)
    assert "EC600S" in text and "AT+QSMTPCLR" in text
    assert warning(wizard("doctor"), known) == ""


def test_what_is_missing_is_named() -> None:
    assert lacking(wizard("smtp"), commands_of(PROFILES["bg96"]))[0] == "+QSMTPCLR"


def test_another_command_may_stand_in() -> None:
    have = set(commands_of(PROFILES["bg96"]))
    assert lacking(wizard("qmt"), have) == []
    assert lacking(wizard("ftp"), have - {"+QFTPOPEN"}) == ["+QFTPOPEN"]
