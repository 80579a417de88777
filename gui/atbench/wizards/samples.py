"""Values with which each wizard works on its virtual module and the local far end: for the demo and for trying it."""

from __future__ import annotations

from pathlib import Path

from atbench.virtual.far_end import devices

_ALIYUN = f"/sys/{devices.DEMO.key}/{devices.DEMO.name}/thing"
_TENCENT = f"{devices.TENCENT_DEMO.key}/{devices.TENCENT_DEMO.name}"


def sample(name: str, folder: Path) -> dict[str, str]:
    """The values for a wizard; files that it needs are made in `folder`. Raises OSError (disk)."""
    values = dict(_VALUES[name])
    for field, content in _FILES.get(name, {}).items():
        path = folder / f"bench_{name}.txt"
        path.write_bytes(content)
        values[field] = str(path)
    return values


_VALUES: dict[str, dict[str, str]] = {
    "doctor": {"host": "bench.example"},
    "smtp": {
        "server": "smtp.mail.example",
        "user": devices.MAIL_USER,
        "password": devices.MAIL_PASSWORD,
        "sender": f"{devices.MAIL_USER}@mail.example",
        "to": "office@mail.example",
        "subject": "温度报告",
        "body": "The lamp is on, 23 °C.",
    },
    "ftp": {
        "server": "ftp.example",
        "user": devices.FTP_USER,
        "password": devices.FTP_PASSWORD,
        "security": "2",
    },
    "tencent": {
        "product": devices.TENCENT_DEMO.key,
        "device": devices.TENCENT_DEMO.name,
        "secret": devices.TENCENT_DEMO.secret,
        "subscribe": f"{_TENCENT}/control",
        "topic": f"{_TENCENT}/event",
        "message": '{"lamp":1}',
    },
    "me3630": {
        "product": devices.DEMO.key,
        "device": devices.DEMO.name,
        "secret": devices.DEMO.secret,
        "subscribe": f"{_ALIYUN}/service/property/set",
        "topic": f"{_ALIYUN}/event/property/post",
        "message": '{"lamp":1}',
    },
    "qmt": {
        "cloud": "aliyun",
        "host": devices.DEMO_HOST,
        "product": devices.DEMO.key,
        "device": devices.DEMO.name,
        "secret": devices.DEMO.secret,
        "subscribe": f"{_ALIYUN}/service/property/set",
        "topic": f"{_ALIYUN}/event/property/post",
        "message": '{"method":"thing.event.property.post","params":{"lamp":1}}',
    },
    "files": {},
    "tcp": {"host": "echo.example", "port": "7007", "message": "hello"},
    "http": {"url": "http://web.example/readings", "method": "POST", "body": "lamp=1"},
}
_FILES = {
    "smtp": {"attachments": b"bench report\r\n" * 40},
    "ftp": {"upload": b"bench data\r\n" * 400},
    "files": {"upload": b"bench file\r\n" * 100},
}
