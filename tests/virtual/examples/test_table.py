"""table.tsv names a test for every section of the manuals that shows commands with their answers."""

import ast
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent

# The sections with an example, and the documents: Quectel AT manual V1.1, as far as the modules have its commands;
# Quectel's notes: SMTP V1.0, FTP(S) V1.2, FILE V1.0, TCP/IP V1.2, HTTP(S) V1.0, MQTT V1.0; Tencent IoT MQTT AT manual
# V3.0.3; Gosuncn ME3630 Aliyun MQTT manual V1.6; a blog about an EC600S at Aliyun, chapter 4.
EXAMPLES = {
    "at": "2.1 2.4 2.15 2.17 2.22 2.23 2.24 3.3 3.4 5.1 5.3 5.7 5.11 6.1 6.2 6.3 6.6 6.7 6.9 9.1 9.7 9.9 9.11 10.2",
    "smtp": "2.2.2 2.2.3 2.2.4 2.2.5 2.2.6 2.2.7 3.1 3.2 3.3",
    "ftp": "2.2 2.5 2.6 2.11 2.12 2.13 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8",
    "file": "2.2.1 2.2.2 2.2.3 3.1.1.1 3.1.1.2 3.1.2 3.2.1 3.2.2",
    "tcpip": "2.2.1 3.1.1 3.1.2 3.1.3 3.2.1 3.2.2 3.2.3 3.2.4 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 "
    "3.5.1 3.5.2 3.5.3 3.5.4 3.6.1 3.6.2 3.6.3 3.6.4 3.7 3.8 3.9",
    "http": "1.3.1 3.1.1 3.1.2.1 3.1.2.2 3.2.1 3.2.2.1 3.2.2.2",
    "qmt": "5.1 5.2",
    "tencent": "2.1 2.2 2.3 2.4 2.5 3.1 3.2 3.3 3.4 3.5 3.7 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 7.1 7.2 7.3 7.4",
    "gosuncn": "1.1 1.2 1.3 1.4 1.5 1.6 2",
    "blog": "4.1 4.2 4.3 4.4 4.5 4.6 4.7",
}


def rows() -> list[tuple[str, ...]]:
    lines = (HERE / "table.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def test_every_example_has_a_test():
    played = {(manual, section) for manual, section, _test in rows()}
    assert {(manual, section) for manual, text in EXAMPLES.items() for section in text.split()} <= played
    assert {manual for manual, _section in played} == set(EXAMPLES)


def test_every_test_is_there():
    assert len(set(rows())) == len(rows())
    for _manual, _section, test in rows():
        file, _, name = test.partition("::")
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, test
