"""Steps that several wizards begin with: is the module there, what is it, is it on the network, has it an address.

They find out first and change only what must be changed. Facts: `facts` of the manuals; the five checks of a context
stand in chapter 4 of the Quectel SMTP and FTP application notes.
"""

from __future__ import annotations

import re

from atbench.texts import N_, _
from atbench.wizards.operators import apn_of
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, StepFailed

# 3GPP TS 27.007 7.2: registered at home, roaming, and these for SMS alone.
REGISTERED = ("1", "5")
_STATES = {
    "0": N_("not registered, and not searching"),
    "1": N_("registered at home"),
    "2": N_("searching"),
    "3": N_("registration denied"),
    "4": N_("unknown, perhaps no coverage"),
    "5": N_("registered, roaming"),
    "8": N_("emergency calls only"),
}
WAIT = 60.0  # s that a module may need to register
STEP = 2.0  # s between two looks

APN = Field("apn", N_("Access point (APN)"), needed=False, hint=N_("empty: that of the operator, from the SIM card"))
APN_USER = Field("apn_user", N_("User of the access point"), needed=False)
APN_PASSWORD = Field("apn_password", N_("Password of the access point"), needed=False, secret=True)
CONTEXT = Field("context", N_("Context"), "int", row="+QICSGP.contextID", default="1")
NETWORK_FIELDS = (CONTEXT, APN, APN_USER, APN_PASSWORD)


async def alive(talk: Talk) -> str:
    """Leaves data mode if the module is in it, and finds out whether it echoes and how it tells errors."""
    if not await _answers(talk):
        await talk.session.escape()
        if not await _answers(talk):
            raise StepFailed(
                _("The module does not answer AT"),
                (_("Another baud rate or line end"), _("The module is off, or still starting"), _("The wrong port")),
                (_("Try another baud rate: modules often use 115200 or 9600"), _("Look at cable and power")),
            )
    await talk.ask("AT+CMEE=1")
    return _("answers")


async def _answers(talk: Talk) -> bool:
    for _attempt in range(3):
        try:
            if (await talk.ask("AT", 1.0)).final:
                return True
        except StepFailed:
            continue
    return False


async def identity(talk: Talk) -> str:
    lines = await talk.lines("ATI")
    words = [line.removeprefix("Revision:").strip() for line in lines if line.strip()]
    talk.values["model"] = words[1] if len(words) > 1 else "".join(words[:1])
    return " · ".join(words[:3])


async def sim(talk: Talk) -> str:
    """The card; a PIN is never tried by itself, three wrong ones lock it."""
    for _attempt in range(10):
        answer = await talk.ask("AT+CPIN?")
        state = next((e.text.partition(":")[2].strip() for e in answer.lines if e.text.startswith("+CPIN:")), "")
        if state == "READY":
            return _("ready")
        if state in ("SIM PIN", "SIM PUK"):
            raise StepFailed(
                _("The SIM card waits for its {code}").format(code=state.removeprefix("SIM ")),
                (_("The card is locked"),),
                (_("Enter the PIN by hand; after three wrong ones the card is locked"),),
                ("AT+CPIN=",) if state == "SIM PIN" else (),
            )
        if answer.final and not answer.ok and "14" not in answer.final.text:  # 14: busy, still starting
            raise talk.failed("AT+CPIN?", answer.final)
        await talk.clock.sleep(1.0)
    raise StepFailed(_("The SIM card does not become ready"), (_("It starts slowly, or its contacts are dirty"),))


async def signal(talk: Talk) -> str:
    lines = await talk.lines("AT+CSQ")
    found = re.match(r"\+CSQ:\s*(\d+)", lines[0] if lines else "")
    level = int(found[1]) if found else 99
    if level > 31:
        raise StepFailed(
            _("No signal"),
            (_("The antenna is not connected"), _("No coverage here, or bands that the module lacks")),
            (_("Look at the antenna, then ask again"),),
            ("AT+CSQ",),
        )
    dbm = -113 + 2 * level
    words = _("strong") if dbm >= -75 else _("good") if dbm >= -90 else _("weak") if dbm >= -105 else _("very weak")
    return f"{dbm} dBm, {words}"


async def registered(talk: Talk) -> str:
    """Waits for a registration in any domain; what each says is in the note."""
    states: dict[str, str] = {}
    begun = talk.clock.now()
    while True:
        for name in ("+CREG", "+CGREG", "+CEREG"):
            answer = await talk.ask(f"AT{name}?")
            text = next((event.text for event in answer.lines if event.text.startswith(name)), "")
            values = text.partition(":")[2].replace('"', "").split(",")
            if answer.ok and len(values) > 1:
                states[name] = values[1].strip()
        if any(state in REGISTERED for state in states.values()):
            break
        if "3" in states.values() or talk.clock.now() - begun > WAIT:
            raise _not_registered(states)
        await talk.clock.sleep(STEP)
    told = {"+CREG": "CS", "+CGREG": "PS", "+CEREG": "EPS"}
    return ", ".join(f"{told[name]}: {_(_STATES.get(state, state))}" for name, state in states.items())


def _not_registered(states: dict[str, str]) -> StepFailed:
    state = next((one for one in ("3", "2", "4", "0") if one in states.values()), "0")
    causes = {
        "3": (_("The SIM card is not activated, or not allowed here"), _("The device (IMEI) is blocked")),
        "2": (_("No network in reach accepts the card"), _("The antenna or the bands do not fit")),
    }
    return StepFailed(
        _("Not on the network: {state}").format(state=_(_STATES[state])),
        causes.get(state, (_("No coverage"), _("The radio is off: AT+CFUN?"))),
        (_("Ask for the reason of the last refusal"), _("Let the module search again")),
        ("AT+CEER", "AT+COPS=0"),
    )


async def operator(talk: Talk) -> str:
    lines = await talk.lines("AT+COPS?")
    found = re.match(r'\+COPS:[^"]*"([^"]*)"', lines[0] if lines else "")
    return found[1] if found else _("none")


async def attached(talk: Talk) -> str:
    lines = await talk.lines("AT+CGATT?")
    if not any(line.replace(" ", "").endswith(":1") for line in lines):
        await talk.do("AT+CGATT=1")
    return _("attached to packet data")


async def access_point(talk: Talk) -> str:
    """Sets the access point where the user named one, else proposes the operator's where none is set."""
    context, wanted = talk.values.get("context") or "1", talk.values.get("apn", "")
    lines = await talk.lines(f"AT+QICSGP={context}")
    found = re.match(r'\+QICSGP:\s*(\d+),"([^"]*)"', lines[0] if lines else "")
    present = found[2] if found else ""
    if not wanted and not present:
        imsi = next((line for line in await talk.lines("AT+CIMI") if line.isdecimal()), "")
        wanted = apn_of(imsi)
    if not wanted or wanted == present:
        return _("{apn}, as it was").format(apn=present) if present else _("none set: the network chooses")
    user, password = talk.values.get("apn_user", ""), talk.values.get("apn_password", "")
    await talk.do(f'AT+QICSGP={context},1,"{wanted}","{user}","{password}",{1 if user else 0}')
    return wanted


async def context_up(talk: Talk) -> str:
    """Activates the context; where it fails: deactivates it and tries once more, as the manual advises."""
    context = talk.values.get("context") or "1"
    if address := await _address(talk, context):
        return _("{address}, was active").format(address=address)
    try:
        await talk.do(f"AT+QIACT={context}")
    except StepFailed:
        await talk.ask(f"AT+QIDEACT={context}")
        await talk.do(f"AT+QIACT={context}")
    talk.undo.append(f"AT+QIDEACT={context}")
    return await _address(talk, context) or _("active")


async def _address(talk: Talk, context: str) -> str:
    answer = await talk.ask("AT+QIACT?")
    for event in answer.lines:
        values = event.text.partition(":")[2].replace('"', "").split(",")
        if len(values) > 3 and values[0].strip() == context and values[1].strip() == "1":
            return values[3].strip()
    return ""


ALIVE = Step(
    "alive",
    N_("Module"),
    N_("Is somebody there? Leaves data mode, and has errors told by number."),
    ("AT",),
    alive,
    manual="",
)
IDENTITY = Step("identity", N_("Identity"), N_("Which module and firmware this is."), ("ATI",), identity, manual="I")
SIM = Step("sim", N_("SIM card"), N_("Without a ready card there is no network."), ("AT+CPIN?",), sim, manual="+CPIN")
SIGNAL = Step("signal", N_("Signal"), N_("How well the module hears the network."), ("AT+CSQ",), signal, manual="+CSQ")
REGISTRATION = Step(
    "registration",
    N_("Registration"),
    N_("Whether the network let the module in, for calls, data and LTE."),
    ("AT+CREG?", "AT+CGREG?", "AT+CEREG?"),
    registered,
    manual="+CEREG",
)
OPERATOR = Step(
    "operator", N_("Operator"), N_("Whose network it is."), ("AT+COPS?",), operator, manual="+COPS", optional=True
)
ATTACH = Step(
    "attach",
    N_("Packet data"),
    N_("Data need an attachment besides the registration."),
    ("AT+CGATT?",),
    attached,
    manual="+CGATT",
)
ACCESS_POINT = Step(
    "apn",
    N_("Access point"),
    N_("The door from the operator's network to the internet."),
    ("AT+QICSGP={context}",),
    access_point,
    ("context", "apn", "apn_user", "apn_password"),
    "+QICSGP",
    lasting=N_("The access point of this context is changed where another one is given."),
)
CONTEXT_UP = Step(
    "context",
    N_("Context"),
    N_("Gives the module its address. It is switched off again at the end if it was off before."),
    ("AT+QIACT?", "AT+QIACT={context}"),
    context_up,
    manual="+QIACT",
)
SHORT = (ALIVE, SIM, REGISTRATION, ACCESS_POINT, CONTEXT_UP)
"""What every wizard that needs the network begins with."""
