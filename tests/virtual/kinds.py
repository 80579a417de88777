"""Kinds of modules by what they can, for tests that take any of them."""

from hypothesis import strategies as st

from atbench.virtual.state import PROFILES


def having(*families: str) -> st.SearchStrategy[str]:
    """A profile with all these tables of commands."""
    return st.sampled_from([name for name, profile in PROFILES.items() if {*families} <= {*profile.families}])
