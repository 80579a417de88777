"""The ports of this computer."""

from __future__ import annotations

from dataclasses import dataclass

# USB functions of modules by vendor and product: which interface takes AT commands. Quectel EC2x/EG9x family.
_QUECTEL = {
    "0121": "EC21",
    "0125": "EC25",
    "0191": "EG91",
    "0195": "EG95",
    "0296": "BG96",
    "0306": "EG06",
    "0512": "EG12",
}
_FUNCTIONS = {0: "DIAG", 1: "NMEA", 2: "AT", 3: "modem"}


@dataclass(frozen=True, slots=True)
class Found:
    """A port that can be opened by `url`; `title` says what it is, as far as USB tells."""

    url: str
    title: str
    vid: str = ""
    pid: str = ""
    serial_number: str = ""
    interface: int | None = None


def find() -> list[Found]:
    """All serial ports, those that take AT commands first. It may take seconds: call it off the GUI thread."""
    from serial.tools import list_ports

    found = [_found(port) for port in list_ports.comports()]
    return sorted(found, key=lambda port: (port.interface != 2, not port.vid, port.url))


def _found(port: object) -> Found:
    vid = f"{port.vid:04x}" if getattr(port, "vid", None) else ""  # type: ignore[attr-defined]
    pid = f"{port.pid:04x}" if getattr(port, "pid", None) else ""  # type: ignore[attr-defined]
    interface = _interface(getattr(port, "location", "") or getattr(port, "hwid", "") or "")
    model = _QUECTEL.get(pid) if vid == "2c7c" else None
    title = f"Quectel {model}" if model else str(getattr(port, "description", "") or "")
    if model and interface in _FUNCTIONS:
        title += f" · {_FUNCTIONS[interface]}"
    return Found(
        str(port.device),  # type: ignore[attr-defined]
        "" if title == "n/a" else title,
        vid,
        pid,
        str(getattr(port, "serial_number", "") or ""),
        interface,
    )


def _interface(place: str) -> int | None:
    """The USB interface number in `1-2:1.2` (Linux) or `...&MI_02...` (Windows)."""
    for mark, base in ((":1.", 10), ("MI_", 16)):
        digits = place.partition(mark)[2][:2].rstrip(" &\\")
        if digits and all(c in "0123456789abcdefABCDEF" for c in digits):
            return int(digits, base)
    return None
