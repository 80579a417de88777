"""Steps that several wizards begin with: is the module there, what is it, is it on the network, has it an address.

They find out first and change only what must be changed. A module that lacks the usual command of a step does it in
another way, or the step is left out with a word: the manuals' rows tell which commands it has.
"""

from __future__ import annotations

from dataclasses import replace

from atbench.texts import N_
from atbench.wizards.network import access, joining, looks
from atbench.wizards.network.alive import alive
from atbench.wizards.network.checks import checked
from atbench.wizards.network.registration import registered
from atbench.wizards.wizard import Field, Step

APN = Field("apn", N_("Access point (APN)"), needed=False, hint=N_("empty: that of the operator, from the SIM card"))
APN_USER = Field("apn_user", N_("User of the access point"), needed=False)
APN_PASSWORD = Field("apn_password", N_("Password of the access point"), needed=False, secret=True)
CONTEXT = Field("context", N_("Context"), "int", row="+QICSGP.contextID", default="1")
NETWORK_FIELDS = (CONTEXT, APN, APN_USER, APN_PASSWORD)
SSID = Field("ssid", N_("Name of the Wi-Fi"), max=48, needed=False)
WIFI_PASSWORD = Field("wifi_password", N_("Password of the Wi-Fi"), max=48, secret=True, needed=False)
WIFI_FIELDS = (SSID, WIFI_PASSWORD)
NO_CARD = N_("No SIM card: a module for Wi-Fi")

_ALIVE = Step(
    "alive",
    N_("Module"),
    N_("Is somebody there? Leaves data mode, looks for baud rate and line end, and has errors told by number."),
    ("AT",),
    alive,
)
ALIVE = replace(_ALIVE, plan=lambda values: ["AT", "AT+CMEE=1"], needs="+CMEE", ways=(_ALIVE,))
IDENTITY = Step(
    "identity",
    N_("Identity"),
    N_("Which module and firmware this is."),
    ("ATI",),
    looks.identity,
    manual="I",
    needs="I",
    ways=(
        Step(
            "identity",
            N_("Identity"),
            N_("Which module and firmware this is."),
            ("AT+GMR",),
            looks.firmware,
            manual="+GMR",
        ),
    ),
)
SIM = Step(
    "sim",
    N_("SIM card"),
    N_("Without a ready card there is no network."),
    ("AT+CPIN?",),
    looks.sim,
    manual="+CPIN",
    needs="+CPIN",
    absent=NO_CARD,
)
SIGNAL = Step(
    "signal",
    N_("Signal"),
    N_("How well the module hears the network."),
    ("AT+CSQ",),
    looks.signal,
    manual="+CSQ",
    needs="+CSQ",
    ways=(
        Step(
            "signal",
            N_("Signal"),
            N_("How well the module hears the Wi-Fi."),
            ("AT+CWJAP?",),
            looks.wifi_signal,
            manual="+CWJAP",
            needs="+CWJAP",
        ),
    ),
    absent=N_("This module does not tell its signal"),
)
REGISTRATION = Step(
    "registration",
    N_("Registration"),
    N_("Whether the network let the module in, for calls, data and LTE."),
    ("AT+CREG?", "AT+CGREG?", "AT+CEREG?"),
    registered,
    manual="+CEREG",
    needs="+CREG",
    absent=NO_CARD,
)
_OPERATOR = Step(
    "operator",
    N_("Operator"),
    N_("Whose network it is."),
    ("AT+COPS?",),
    looks.operator,
    manual="+COPS",
    needs="+COPS",
)
OPERATOR = replace(
    _OPERATOR, commands=("AT+COPS?", "AT+ZPAS?"), act=looks.served, needs="+ZPAS", ways=(_OPERATOR,), absent=NO_CARD
)
ATTACH = Step(
    "attach",
    N_("Packet data"),
    N_("Data need an attachment besides the registration."),
    ("AT+CGATT?",),
    looks.attached,
    manual="+CGATT",
    needs="+CGATT",
    absent=NO_CARD,
)
_DEFINED = Step(
    "apn",
    N_("Access point"),
    N_("The door from the operator's network to the internet."),
    ("AT+CGDCONT?",),
    access.defined,
    ("context", "apn", "apn_user", "apn_password"),
    "+CGDCONT",
    lasting=N_("The access point of this context is changed where another one is given."),
    needs="+CGDCONT",
    plan=access.defined_plan,
)
ACCESS_POINT = replace(
    _DEFINED,
    commands=("AT+QICSGP={context}",),
    act=access.quectel,
    plan=access.quectel_plan,
    manual="+QICSGP",
    needs="+QICSGP",
    ways=(
        replace(
            _DEFINED,
            why=N_("The door from the operator's network to the internet. It is named when the network is joined."),
            commands=("AT+CIMI",),
            act=access.chosen,
            plan=lambda values: [] if values.get("apn") else ["AT+CIMI"],
            fields=("apn",),
            manual="+CIMI",
            lasting="",
            needs="+TCREGNET",
        ),
        _DEFINED,
    ),
    absent=NO_CARD,
)
CHECKS = Step(
    "checks",
    N_("Before the context"),
    N_("The manual's five checks: attachment, registration, access point, context in use, contexts active."),
    ("AT+QIACT?", "AT+CGATT?", "AT+CGREG?", "AT+CEREG?", "AT+QICSGP={context}", "AT+CGACT?"),
    checked,
    manual="+QIACT",
    needs="+QIACT",
    absent=N_("These checks belong to AT+QIACT, which this module does not have"),
)
_BY_MODULE = N_("Gives the module its address.")
CONTEXT_UP = Step(
    "context",
    N_("Context"),
    N_("Gives the module its address. It is switched off again at the end if it was off before."),
    ("AT+QIACT?", "AT+QIACT={context}"),
    joining.activated,
    plan=joining.activated_plan,
    manual="+QIACT",
    needs="+QIACT",
    ways=(
        Step(
            "context",
            N_("Dial"),
            _BY_MODULE,
            (joining.DIALLED, "AT+ZECMCALL=1", joining.DIALLED),
            joining.dial,
            manual="+ZECMCALL",
            needs="+ZECMCALL",
        ),
        Step(
            "context",
            N_("Network"),
            _BY_MODULE,
            ("AT+TCREGNET",),
            joining.join,
            plan=joining.join_plan,
            manual="+TCREGNET",
            needs="+TCREGNET",
        ),
        Step(
            "context",
            N_("Wi-Fi"),
            N_("Joins the Wi-Fi that is named, or stays in the one that the module knows."),
            ("AT+CWJAP?", "AT+CIFSR"),
            joining.wifi,
            ("ssid", "wifi_password"),
            "+CWJAP",
            lasting=N_("The module keeps the name and password of another network."),
            needs="+CWJAP",
            plan=joining.wifi_plan,
        ),
        Step(
            "context",
            N_("Context"),
            _BY_MODULE,
            ("AT+CGACT?", "AT+CGACT=1,{context}"),
            joining.defined,
            plan=joining.defined_plan,
            manual="+CGACT",
        ),
    ),
    revisit=("apn",),
)
SHORT = (ALIVE, SIM, REGISTRATION, ACCESS_POINT, CONTEXT_UP)
"""What every wizard that needs the network begins with."""
