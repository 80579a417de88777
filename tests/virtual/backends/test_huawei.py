"""Signing in at Huawei IoTDA: the example of its documentation, and every field wrong once."""

import pytest

from atbench.virtual.backends import huawei

NOW = 1_744_596_000.0  # 2025-04-14 02:00 UTC
SECRETS = {"pid_lamp": "secret", "pid": "product's"}
RIGHT = huawei.credentials("pid_lamp", "secret", True, NOW)


def test_the_example_of_the_documentation():
    assert huawei.sign("12345678", "2025041401") == "c75150e6cb841417396819e4d2ee4358a416344a03a083e3a8567074ddec820a"


def test_the_fields():
    assert RIGHT[:2] == ("pid_lamp_0_1_2025041402", "pid_lamp")
    assert huawei.credentials("d", "s", False, NOW).client == "d_0_0_2025041402"


@pytest.mark.parametrize(
    ("who", "keepalive", "code"),
    [
        (RIGHT, 120, 0),
        (RIGHT._replace(password=RIGHT.password.upper()), 120, 0),
        (huawei.credentials("pid_lamp", "secret", True, NOW - 3600), 120, 0),
        (huawei.credentials("pid_lamp", "secret", True, NOW - 7200), 120, 4),  # the time is checked
        (huawei.credentials("pid_lamp", "secret", False, NOW - 7200), 120, 0),
        (huawei.credentials("pid_other", "product's", True, NOW), 120, 0),
        (huawei.credentials("pid_lamp", "product's", True, NOW), 120, 4),
        (huawei.credentials("nobody", "secret", True, NOW), 120, 4),
        (RIGHT._replace(client="pid_lamp"), 120, 2),
        (RIGHT._replace(client="pid_lamp_0_2_2025041402"), 120, 2),
        (RIGHT._replace(client="pid_lamp_1_1_2025041402"), 120, 2),
        (RIGHT._replace(client="pid_lamp_0_1_20250414"), 120, 2),
        (RIGHT._replace(client="pid_lamp_0_1_2025041401"), 120, 4),  # not the hour that signed
        (RIGHT._replace(user="pid_other"), 120, 4),
        (RIGHT._replace(password="0" * 64), 120, 4),
        (RIGHT._replace(password=""), 120, 4),
        (RIGHT, 29, 2),
        (RIGHT, 1201, 2),
    ],
)
def test_one_wrong_field(who, keepalive, code):
    assert huawei.check(who, keepalive, SECRETS, NOW) == code
