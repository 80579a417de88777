"""Switches that make a virtual module misbehave, as real ones do on bad days."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

_SWITCHES: dict[str, float] = {
    "no_answer": 0,  # it hears nothing of what is typed
    "one_byte": 0,  # every byte arrives in a read of its own
    "late": 0,  # seconds (of the clock) before each final result
}


class Faults(MutableMapping[str, float]):
    """Written from any thread, read by the module when it matters. An unknown name raises KeyError."""

    def __init__(self) -> None:
        self._on = dict(_SWITCHES)

    def __getitem__(self, name: str) -> float:
        return self._on[name]

    def __setitem__(self, name: str, value: float) -> None:
        if name not in self._on:
            raise KeyError(name)
        self._on[name] = value

    def __delitem__(self, name: str) -> None:
        self._on[name] = _SWITCHES[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._on)

    def __len__(self) -> int:
        return len(self._on)

    @property
    def no_answer(self) -> bool:
        return bool(self._on["no_answer"])

    @property
    def one_byte(self) -> bool:
        return bool(self._on["one_byte"])

    @property
    def late(self) -> float:
        return self._on["late"]
