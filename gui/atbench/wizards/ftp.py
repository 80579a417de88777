"""Files to and from an FTP server, through a Quectel module."""

from __future__ import annotations

from dataclasses import replace

from atbench.texts import N_
from atbench.wizards import tls
from atbench.wizards.ftp_steps import close, delete, down, folder, free, listing, opened, settings, up
from atbench.wizards.network import NETWORK_FIELDS, SHORT
from atbench.wizards.wizard import Field, Step, Wizard

SECURITY = (("0", N_("none")), ("1", N_("FTPS from the start (implicit)")), ("2", N_("FTPS by AUTH TLS (explicit)")))
MODES = (("1", N_("passive")), ("0", N_("active")))

FIELDS = (
    *NETWORK_FIELDS,
    Field("server", N_("Server"), row="+QFTPOPEN.hostname"),
    Field("security", N_("Security"), "choice", default="0", choices=SECURITY),
    Field(
        "port",
        N_("Port number"),
        "int",
        row="+QFTPOPEN.port",
        needed=False,
        hint=N_("empty: 21, with implicit FTPS 990"),
    ),
    Field("user", N_("User"), row="+QFTPCFG.username", default="anonymous"),
    Field("password", N_("Password"), row="+QFTPCFG.password", needed=False, secret=True),
    Field("mode", N_("Data connections"), "choice", default="1", choices=MODES, hint=N_("FTPS must be passive")),
    Field("timeout", N_("Longest silence (s)"), "int", row="+QFTPCFG.timeout", default="90"),
    Field("folder", N_("Folder on the server"), row="+QFTPCWD.path_name", default="/"),
    Field("upload", N_("Files and folders to upload"), "files", needed=False),
    Field("download", N_("Files to download, a name a line"), "list", row="+QFTPGET.file_name", needed=False),
    Field("here", N_("Folder on this computer"), default=".", when="download"),
    Field("delete", N_("Files to delete on the server, a name a line"), "list", row="+QFTPDEL.file_name", needed=False),
    *(replace(field, when=field.when.replace("tls", "!security=0")) for field in tls.TLS_FIELDS),
)

WIZARD = Wizard(
    "ftp",
    N_("Files by FTP(S)"),
    N_("Brings files to a server and back, and compares what arrived."),
    FIELDS,
    (
        *SHORT,
        Step(
            "free",
            N_("Earlier session"),
            N_("Closes a session that is still open: settings are taken only without one."),
            ("AT+QFTPSTAT", "AT+QFTPCLOSE"),
            free,
            manual="+QFTPSTAT",
        ),
        Step(
            "tls",
            N_("TLS"),
            N_("Which version, and who is checked by certificates."),
            tls.COMMANDS,
            tls.settle,
            ("security", "seclevel", "sslversion", "ca", "client_cert", "client_key"),
            "+QSSLCFG",
            when="!security=0",
        ),
        Step(
            "settings",
            N_("Settings"),
            N_("Account, kind of connection, longest silence."),
            (
                'AT+QFTPCFG="contextid",{context}',
                'AT+QFTPCFG="account","{user}","{password}"',
                'AT+QFTPCFG="filetype",0',
                'AT+QFTPCFG="transmode",{mode}',
                'AT+QFTPCFG="rsptimeout",{timeout}',
                'AT+QFTPCFG="ssltype",{security}',
            ),
            settings,
            ("user", "password", "mode", "timeout", "security"),
            "+QFTPCFG",
        ),
        Step(
            "open",
            N_("Sign in"),
            N_("Opens the session and signs in; up to 125 s."),
            ('AT+QFTPOPEN="{server}",{port}',),
            opened,
            ("server", "port"),
            "+QFTPOPEN",
        ),
        Step(
            "folder",
            N_("Folder"),
            N_("Goes to the folder."),
            ('AT+QFTPCWD="{folder}"',),
            folder,
            ("folder",),
            "+QFTPCWD",
        ),
        Step(
            "upload",
            N_("Upload"),
            N_("Each file goes to the module first, then to the server; its size there is compared."),
            ('AT+QFUPL="…",…', 'AT+QFTPPUT="…","UFS:…"', 'AT+QFTPSIZE="…"'),
            up,
            ("upload",),
            "+QFTPPUT",
            N_("A file of the same name on the server is replaced."),
            when="upload",
        ),
        Step(
            "download",
            N_("Download"),
            N_("Each file goes to the module first, then here; size and checksum are compared."),
            ('AT+QFTPGET="…","UFS:…"', 'AT+QFDWL="…"'),
            down,
            ("download", "here"),
            "+QFTPGET",
            when="download",
        ),
        Step(
            "delete",
            N_("Delete"),
            N_("Deletes files on the server."),
            ('AT+QFTPDEL="{delete}"',),
            delete,
            ("delete",),
            "+QFTPDEL",
            N_("What is deleted is gone for good."),
            when="delete",
        ),
        Step(
            "list",
            N_("Contents"),
            N_("What the folder holds now."),
            ('AT+QFTPNLST=".","COM:"',),
            listing,
            manual="+QFTPNLST",
        ),
        Step("close", N_("Sign off"), N_("Ends the session."), ("AT+QFTPCLOSE",), close, manual="+QFTPCLOSE"),
    ),
    ("quectel",),
    "ec200s",
)
