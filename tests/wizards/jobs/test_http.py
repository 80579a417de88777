"""The web wizard against the virtual module and the web server of the local cloud."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home, resource
from atbench.knowledge import Knowledge
from atbench.virtual.far_end.web import PAGE, Request
from atbench.wizards.jobs.http import WIZARD
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench

AWKWARD = b"\r\nOK\r\n\x00\x1a+++ERROR\r\nCONNECT\r\n\xff" + bytes(range(256))
URL = "http://web.example/lamp?n=7"


def play(
    home: Path, values: dict[str, str], query: str = "", unplug: str = "", profile: str = "ec600s"
) -> tuple[Run, list[Request]]:
    """Runs the wizard; returns the run and the requests that arrived."""

    async def scene() -> tuple[Run, list[Request]]:
        bench = Workbench(Home(home), Clock(10))
        session = await bench.open(f"virtual://{profile}?boot=0{query}")
        talk = Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **values})
        run = Run(WIZARD, talk)
        far_end = bench.far_end
        assert far_end
        try:
            async with asyncio.timeout(50):
                for step in WIZARD.steps:
                    if step.name == unplug:
                        await bench.close()
                    if not await run.step(step):
                        break
                await run.undo()
                if not unplug:
                    assert not (await talk.ask("AT+QHTTPSTOP")).ok  # nothing is left under way
                    assert not (await talk.ask('AT+QFLST="UFS:atbench_http.tmp"')).ok
                arrived = list(far_end.requests)
        finally:
            await bench.close()
        return run, arrived

    return asyncio.run(scene())


def failed(run: Run) -> list[object]:
    return [result for result in run.results.values() if result.state not in ("passed", "skipped")]


@pytest.mark.parametrize("way", ["file", "port"])
@pytest.mark.parametrize("profile", ["ec600s", "ec200s", "ec20"])
def test_a_page_is_saved(tmp_path: Path, way: str, profile: str) -> None:
    saved = tmp_path / "page.html"
    values = {"url": "http://web.example/", "save": str(saved), "way": way}
    run, requests = play(tmp_path / "home", values, profile=profile)
    assert failed(run) == []
    assert "200" in run.results["request"].note
    assert saved.read_bytes() == PAGE
    assert [(request.method, request.target) for request in requests] == [("GET", "/")]


@pytest.mark.parametrize("headers", ["", "X-Lamp: 7\nContent-Type: application/x-lamp"])
def test_what_is_posted_arrives_and_comes_back(tmp_path: Path, headers: str) -> None:
    sent, saved = tmp_path / "sent", tmp_path / "saved"
    sent.write_bytes(AWKWARD)
    values = {"url": URL, "method": "POST", "kind": "2", "body_file": str(sent), "body": "灯", "save": str(saved)}
    run, requests = play(tmp_path / "home", values | {"headers": headers})
    assert failed(run) == []
    (request,) = requests
    assert (request.method, request.target) == ("POST", "/lamp?n=7")
    assert request.body == "灯".encode() + AWKWARD
    assert request.headers["content-type"] == ("application/x-lamp" if headers else "application/octet-stream")
    assert request.headers.get("x-lamp") == ("7" if headers else None)
    assert saved.read_bytes() == request.body


@pytest.mark.parametrize("way", ["file", "port"])
def test_headers_of_the_answer(tmp_path: Path, way: str) -> None:
    saved = tmp_path / "saved"
    values = {"url": "http://web.example/", "headers": "X-Lamp: 7", "head": "1", "save": str(saved), "way": way}
    run, requests = play(tmp_path / "home", values)
    assert failed(run) == []
    assert requests[0].headers["x-lamp"] == "7"
    assert saved.read_bytes().startswith(b"HTTP/1.1 200 OK\r\n")
    assert saved.read_bytes().endswith(b"\r\n\r\n" + PAGE)


def test_tls_with_the_servers_certificate(tmp_path: Path) -> None:
    pytest.importorskip("trustme")
    folder, saved = tmp_path / "certificates", tmp_path / "saved"
    folder.mkdir()
    values = {"url": "https://web.example/", "tls": "1", "seclevel": "1", "ca": str(folder / "ca.pem")}
    run, requests = play(tmp_path / "home", values | {"save": str(saved)}, f"&certificates={folder}")
    assert failed(run) == []
    assert saved.read_bytes() == PAGE
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("wrong", "step"),
    [
        ({"url": "ftp://web.example/"}, "url"),
        ({"url": "http://no.such.host.invalid/"}, "request"),
        ({"url": "http://web.example:9/"}, "request"),
        ({"url": "http://web.example/", "method": "POST"}, "request"),
        ({"url": "http://web.example/", "save": f"{__file__}/page.html"}, "read"),
    ],
)
def test_a_wrong_value_fails_at_its_step(tmp_path: Path, wrong: dict[str, str], step: str) -> None:
    run, _requests = play(tmp_path, wrong)
    result = run.results[step]
    assert result.state == "failed", run.results
    assert result.tries


def test_the_servers_no_is_told(tmp_path: Path) -> None:
    """Its page is read and saved; that it is an error page makes the wizard fail."""
    run, _requests = play(tmp_path, {"url": "http://web.example/status/404"})
    assert run.results["request"].state == "passed"
    assert "404" in run.results["request"].note
    result = run.results["read"]
    assert result.state == "failed"
    assert "404" in result.note
    assert not run.ok


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"url": "web.example"}, "url"),
        ({"url": "http://[::1"}, "url"),
        ({"url": "http://web.example/", "method": "POST"}, "body"),
    ],
)
def test_what_makes_no_request_is_held_at_its_field(values: dict[str, str], name: str) -> None:
    known = Knowledge(resource("manuals"), cache="")
    assert list(WIZARD.refusals({**WIZARD.defaults(known), **values}, known)) == [name]


@pytest.mark.parametrize("step", [step.name for step in WIZARD.steps if step.name != "tls"])
def test_a_lost_port_is_said_at_every_step(tmp_path: Path, step: str) -> None:
    run, _requests = play(tmp_path, {"url": URL}, unplug=step)
    assert run.results[step].state == "failed"
