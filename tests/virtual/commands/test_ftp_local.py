"""Names of files in the module, as FTP takes them."""

import pytest

from atbench.virtual.commands.ftp_local import check, read
from atbench.virtual.line import Refused
from atbench.virtual.state import PROFILES
from atbench.virtual.storage import Files


class Unit:
    def __init__(self) -> None:
        self.profile = PROFILES["ec200s"]
        self.files = Files(self.profile.storages)
        self.files.add("UFS:a", b"123")
        self.files.add("SD:open", b"")
        self.files.open("SD:open", 0)


@pytest.mark.parametrize(
    ("name", "reading", "writing"),
    [
        ("UFS:a", None, None),
        ("ufs:a", None, None),
        ("SD:b", 611, None),
        ("SD:open", 611, 611),
        ("SD:a?b", 611, 611),
        ("a", 610, 610),
        ("RAM:a", 610, 610),
        ("UFS:", 610, 610),
        (":a", 610, 610),
    ],
)
def test_names(name, reading, writing):
    for work, code in ((read, reading), (check, writing)):
        if code is None:
            assert work(Unit(), name) in (b"123", None)
        else:
            with pytest.raises(Refused) as refused:
                work(Unit(), name)
            assert refused.value.code == code
