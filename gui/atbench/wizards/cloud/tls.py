"""The TLS settings that several wizards ask for, and the step that makes them: certificates to the module, QSSLCFG.

The names of the settings are those of the Quectel notes that use them; the SSL note itself was not at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from atbench.texts import N_, _, joined
from atbench.wizards.cloud.pem import certificate_limit, key_limit
from atbench.wizards.moving.storage import read_file, upload
from atbench.wizards.plans import file_size, uploading
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, StepFailed, Values, filled

CONTEXT = Field("ssl_context", N_("TLS settings"), "int", row="+QSSLCFG.sslctxID", default="1", when="tls")
LEVEL = Field(
    "seclevel",
    N_("Who shows a certificate"),
    "choice",
    default="0",
    choices=(("0", N_("nobody is checked")), ("1", N_("the server")), ("2", N_("the server and the module"))),
    when="tls",
)
VERSION = Field(
    "sslversion",
    N_("TLS version"),
    "choice",
    default="4",
    choices=(("4", N_("all")), ("3", "TLS 1.2"), ("2", "TLS 1.1"), ("1", "TLS 1.0")),
    when="tls",
)
CA = Field(
    "ca",
    N_("Certificate of the issuer (CA)"),
    "file",
    when="tls !seclevel=0",
    limit=lambda values: certificate_limit(values.get("ca", "")),
)
CERT = Field(
    "client_cert",
    N_("Certificate of the module"),
    "file",
    when="tls seclevel=2",
    limit=lambda values: certificate_limit(values.get("client_cert", "")),
)
KEY = Field(
    "client_key",
    N_("Private key of the module"),
    "file",
    when="tls seclevel=2",
    secret=True,
    limit=lambda values: key_limit(values.get("client_key", ""), values.get("client_cert", "")),
)
TLS_FIELDS = (CONTEXT, LEVEL, VERSION, CA, CERT, KEY)
TLS_NAMES = tuple(field.name for field in TLS_FIELDS)

COMMANDS = (
    'AT+QSSLCFG="sslversion",{ssl_context},{sslversion}',
    'AT+QSSLCFG="ciphersuite",{ssl_context},0XFFFF',
    'AT+QSSLCFG="seclevel",{ssl_context},{seclevel}',
    'AT+QSSLCFG="ignorelocaltime",{ssl_context},1',
)
_FILES = (("ca", "cacert", "1 2"), ("client_cert", "clientcert", "2"), ("client_key", "clientkey", "2"))


@dataclass(frozen=True, slots=True)
class _File:
    """A certificate or key: where it is here, its name on the module, and the command that puts it to use."""

    path: str
    name: str
    command: str


def _files(values: Values) -> list[_File]:
    """Those that the level needs. Raises StepFailed where one was not chosen."""
    found = []
    for field, setting, levels in _FILES:
        if values["seclevel"] not in levels.split():
            continue
        if not values.get(field):
            raise StepFailed(_("This level needs a file: {name}").format(name=field), (), (_("Choose the file"),))
        name = f"atbench_{field}.pem"
        command = f'AT+QSSLCFG="{setting}",{values["ssl_context"]},"UFS:{name}"'
        found.append(_File(values[field], name, command))
    return found


def plan(values: Values) -> list[str]:
    """The settings, then each file with the setting that names it."""
    told = [filled(command, values) for command in COMMANDS]
    for file in _files(values):
        told += [*uploading(file.name, file_size(file.path)), file.command]
    return told


async def settle(talk: Talk) -> str:
    """Makes the settings; what must be proved by certificates gets them first."""
    values = talk.values
    files = _files(values)
    for command in COMMANDS:
        await talk.do(filled(command, values))
    sent = []
    for file in files:
        sent.append(await upload(talk, file.name, read_file(file.path)))
        await talk.do(file.command)
    return joined("; ", sent) or _("set")
