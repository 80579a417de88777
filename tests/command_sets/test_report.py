from __future__ import annotations

from atbench.command_sets.report import Report, RowResult

ROW = RowResult(2, "AT+X=secret", "failed", "no secret", 1.23456, ("+X: secret", "ERROR"), 3)


def mask(text: str) -> str:
    return text.replace("secret", "********")


def test_json_of_a_row_hides_secrets() -> None:
    assert ROW.json(mask) == {
        "n": 2,
        "round": 3,
        "text": "AT+X=********",
        "state": "failed",
        "note": "no ********",
        "seconds": 1.235,
        "lines": ["+X: ********", "ERROR"],
    }


def test_json_of_a_report_counts() -> None:
    report = Report((ROW, RowResult(3, "AT", "skipped"), RowResult(4, "AT", "timed out")), False, 9, "secret")
    assert report.json(mask) == {
        "ok": False,
        "passed": 0,
        "failed": 1,
        "timed_out": 1,
        "skipped": 1,
        "sent": 0,
        "seconds": 9,
        "reason": "********",
    }
