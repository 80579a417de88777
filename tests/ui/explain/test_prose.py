from __future__ import annotations

from msgspec.structs import replace
from tests.ui import made

from atbench.ui.explain.prose import advice


def test_advice_joins_a_sentence_with_its_command() -> None:
    pairs = list(advice(made.FAILED))
    assert pairs == [
        ("Let the module look the name up", 'AT+QIDNSGIP=1,"iot-as-mqtt.cn-shanghai.aliyuncs.com"'),
        ("Is context 1 active, with an address", "AT+QIACT?"),
        ("Ask the provider of the SIM for the right APN", ""),
    ]


def test_a_command_without_a_sentence_is_not_lost() -> None:
    assert list(advice(replace(made.FAILED, error=None, remedies=("AT",)))) == [("", "AT")]
