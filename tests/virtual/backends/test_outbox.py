"""The mail in hand."""

import asyncio

from atbench.virtual.backends.outbox import Outbox


def test_cut_ends_what_is_under_way():
    async def run() -> bool:
        outbox = Outbox()
        outbox.cut()  # nothing to cut
        try:
            async with asyncio.timeout(60) as outbox.limit:
                asyncio.get_running_loop().call_soon(outbox.cut)
                await asyncio.get_running_loop().create_future()
        except TimeoutError:
            outbox.cut()  # too late is no harm
            return True
        return False

    assert asyncio.run(run())


def test_clear_keeps_the_settings():
    outbox = Outbox()
    outbox.settings["ssltype"] = (2,)
    outbox.recipients.append((1, "a@b.example"))
    outbox.files[1] = "RAM:x", 1
    outbox.clear()
    assert outbox == Outbox(settings={**Outbox().settings, "ssltype": (2,)})
    assert (outbox.number("ssltype"), outbox.text("smtpserver"), outbox.number("smtpserver", 1)) == (2, "", 25)
