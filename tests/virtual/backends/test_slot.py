"""What an MQTT client of the module keeps."""

from atbench.virtual.backends.packets import Message
from atbench.virtual.backends.slot import Slot


def test_five_places():
    slot = Slot(0)
    assert [slot.store(Message(b"t", b"")) for _ in range(6)] == [0, 1, 2, 3, 4, None]
    slot.stored[2] = None
    assert slot.store(Message(b"t", b"")) == 2


def test_settings_outlive_the_connection():
    slot = Slot(0, state=3, flying={1})
    slot.settings.values["keepalive"] = (60,)
    slot.shut()
    assert not slot.used
    assert not slot.flying
    assert slot.settings.number("keepalive") == 60
