"""The TLS settings that several wizards ask for, and the step that makes them: certificates to the module, QSSLCFG.

The names of the settings are those of the Quectel notes that use them; the SSL note itself was not at hand.
"""

from __future__ import annotations

from atbench.texts import N_, _
from atbench.wizards.storage import read_file, upload
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, StepFailed

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
CA = Field("ca", N_("Certificate of the issuer (CA)"), "file", when="tls !seclevel=0")
CERT = Field("client_cert", N_("Certificate of the module"), "file", when="tls seclevel=2")
KEY = Field("client_key", N_("Private key of the module"), "file", when="tls seclevel=2", secret=True)
TLS_FIELDS = (CONTEXT, LEVEL, VERSION, CA, CERT, KEY)
TLS_NAMES = tuple(field.name for field in TLS_FIELDS)

COMMANDS = (
    'AT+QSSLCFG="sslversion",{ssl_context},{sslversion}',
    'AT+QSSLCFG="ciphersuite",{ssl_context},0XFFFF',
    'AT+QSSLCFG="seclevel",{ssl_context},{seclevel}',
    'AT+QSSLCFG="ignorelocaltime",{ssl_context},1',
)
_FILES = (("ca", "cacert", "1 2"), ("client_cert", "clientcert", "2"), ("client_key", "clientkey", "2"))


async def settle(talk: Talk) -> str:
    """Makes the settings; what must be proved by certificates gets them first."""
    values = talk.values
    context, level = values["ssl_context"], values["seclevel"]
    for command in COMMANDS:
        await talk.do(command.format_map(values))
    sent = []
    for field, setting, levels in _FILES:
        if level not in levels.split():
            continue
        if not values.get(field):
            raise StepFailed(_("This level needs a file: {name}").format(name=field), (), (_("Choose the file"),))
        name = f"atbench_{field}.pem"
        sent.append(await upload(talk, name, read_file(values[field])))
        await talk.do(f'AT+QSSLCFG="{setting}",{context},"UFS:{name}"')
    return "; ".join(sent) or _("set")
