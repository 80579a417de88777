"""The certificates of the local cloud."""

import ssl
import sys

import pytest

from atbench import virtual
from atbench.virtual.far_end import certificate
from atbench.virtual.far_end.certificate import certificates, server_context

pytest.importorskip("trustme")


NAMES = ["ca.pem", "client.pem", "client_key.pem", "tencent.crt", "tencent.key"]


def test_saved(tmp_path):
    folder = tmp_path / "new" / "folder"
    for _ in range(2):  # a second run replaces them
        certificates().save(folder)
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    assert (folder / "ca.pem").read_bytes() == certificates().ca
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    context.load_cert_chain(folder / "client.pem", folder / "client_key.pem")
    if sys.platform != "win32":
        assert (folder / "client_key.pem").stat().st_mode & 0o077 == 0


def test_one_authority_for_all():
    assert certificates() is certificates()
    assert server_context() is not server_context(mutual=True)
    assert server_context(mutual=True).verify_mode == ssl.CERT_REQUIRED
    assert server_context().minimum_version == ssl.TLSVersion.TLSv1_2
    assert server_context(old=True).minimum_version == ssl.TLSVersion.TLSv1


def test_a_url_that_asks_for_them(tmp_path):
    virtual.prepare(f"virtual://ec600s?certificates={tmp_path}")
    assert (tmp_path / "ca.pem").read_bytes() == certificates().ca


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="Choose another folder"):
        virtual.prepare(f"virtual://ec600s?certificates={tmp_path / 'file' / 'x'}")


def test_without_the_library(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "trustme", None)
    for cached in (certificate._authority, certificates, server_context):
        monkeypatch.setattr(certificate, cached.__name__, cached.__wrapped__)
    assert certificate.certificates() is None and certificate.server_context() is None
    monkeypatch.setattr(virtual, "certificates", certificate.certificates)
    with pytest.raises(OSError, match="atbench.demo."):
        virtual.prepare(f"virtual://ec600s?certificates={tmp_path}")
