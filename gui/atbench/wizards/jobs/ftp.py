"""Files to and from an FTP server, through a Quectel module."""

from __future__ import annotations

from dataclasses import replace

from atbench.texts import N_
from atbench.wizards.cloud import tls
from atbench.wizards.jobs.ftp_plans import delete_plan, down_plan, list_plan, make_plan, rename_plan, up_plan
from atbench.wizards.jobs.ftp_steps import (
    STATE,
    close,
    delete,
    down,
    folder,
    free,
    listing,
    make,
    manage,
    mode_limit,
    open_plan,
    opened,
    port_doubt,
    rename,
    settings_plan,
    up,
    usual_port,
)
from atbench.wizards.network.steps import NETWORK_FIELDS, SHORT
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
        proposal=usual_port,
        doubt=port_doubt,
    ),
    Field("user", N_("User"), row="+QFTPCFG.username", default="anonymous"),
    Field("password", N_("Password"), row="+QFTPCFG.password", needed=False, secret=True),
    Field("mode", N_("Data connections"), "choice", default="1", choices=MODES, limit=mode_limit),
    Field("timeout", N_("Longest silence (s)"), "int", row="+QFTPCFG.timeout", default="90"),
    Field("folder", N_("Folder on the server"), row="+QFTPCWD.path_name", default="/"),
    Field("upload", N_("Files and folders to upload"), "files", needed=False),
    Field(
        "download", N_("Files and folders to download, a name a line"), "list", row="+QFTPGET.file_name", needed=False
    ),
    Field("here", N_("Folder on this computer"), default=".", when="download"),
    Field(
        "make", N_("Folders to make on the server, a name a line"), "list", row="+QFTPMKDIR.folder_name", needed=False
    ),
    Field("rename", N_("To rename on the server, OLD=NEW a line"), "list", needed=False),
    Field(
        "delete",
        N_("Files and folders to delete on the server, a name a line"),
        "list",
        row="+QFTPDEL.file_name",
        needed=False,
    ),
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
            (STATE, "AT+QFTPCLOSE"),
            free,
            manual="+QFTPSTAT",
            plan=lambda values: [STATE],
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
            plan=tls.plan,
        ),
        Step(
            "settings",
            N_("Settings"),
            N_("Account, kind of connection, longest silence."),
            ("AT+QFTPCFG",),
            None,
            ("user", "password", "mode", "timeout", "security"),
            "+QFTPCFG",
            plan=settings_plan,
        ),
        Step(
            "open",
            N_("Sign in"),
            N_("Opens the session and signs in; up to 125 s."),
            ("AT+QFTPOPEN",),
            opened,
            ("server", "port"),
            "+QFTPOPEN",
            plan=open_plan,
            revisit=("settings", "tls"),
        ),
        Step(
            "folder",
            N_("Folder"),
            N_("Goes to the folder."),
            ('AT+QFTPCWD="{folder}"', "AT+QFTPPWD"),
            folder,
            ("folder",),
            "+QFTPCWD",
        ),
        Step(
            "manage",
            N_("File manager"),
            N_("Lists the folder; in the window: this computer, the server and the module side by side."),
            ('AT+QFTPMLSD="{folder}","COM:"',),
            manage,
            manual="+QFTPMLSD",
            optional=True,
        ),
        Step(
            "make",
            N_("Make folders"),
            N_("Makes folders on the server, with those above them."),
            ("AT+QFTPMKDIR",),
            make,
            ("make",),
            "+QFTPMKDIR",
            when="make",
            plan=make_plan,
        ),
        Step(
            "upload",
            N_("Upload"),
            N_(
                "Each file goes by the module's flash, or through the port where it is too large for that. "
                "What broke goes on from where it was; at the end the size there is compared."
            ),
            ("AT+QFUPL", "AT+QFTPPUT", "AT+QFTPLEN", "AT+QFTPSIZE"),
            up,
            ("upload",),
            "+QFTPPUT",
            N_("A file of the same name on the server is replaced."),
            when="upload",
            plan=up_plan,
        ),
        Step(
            "download",
            N_("Download"),
            N_(
                "Each file goes by the module's flash, or through the port where it is too large for that. "
                "What broke goes on from where it was; size and checksum are compared."
            ),
            ("AT+QFTPSIZE", "AT+QFTPGET", "AT+QFTPLEN", "AT+QFDWL"),
            down,
            ("download", "here"),
            "+QFTPGET",
            when="download",
            plan=down_plan,
        ),
        Step(
            "rename",
            N_("Rename"),
            N_("Renames files and folders on the server."),
            ("AT+QFTPRENAME",),
            rename,
            ("rename",),
            "+QFTPRENAME",
            when="rename",
            plan=rename_plan,
        ),
        Step(
            "delete",
            N_("Delete"),
            N_("Deletes files on the server, and folders with all that is in them."),
            ("AT+QFTPDEL",),
            delete,
            ("delete",),
            "+QFTPDEL",
            N_("What is deleted is gone for good."),
            when="delete",
            plan=delete_plan,
        ),
        Step(
            "list",
            N_("Contents"),
            N_("What the folder holds now."),
            ("AT+QFTPMLSD",),
            listing,
            manual="+QFTPMLSD",
            plan=list_plan,
        ),
        Step(
            "close",
            N_("Sign off"),
            N_("Ends the session."),
            ("AT+QFTPCLOSE",),
            close,
            manual="+QFTPCLOSE",
            pause=N_("Signed in: the file manager works. Run this step when you are done."),
        ),
    ),
    ("quectel",),
    "ec200s",
)
