"""A server is in a good mood until somebody says otherwise; what the moods do is in test_files."""

from atbench.virtual.far_end.file_moods import FileMoods


def test_good_mood():
    moods = FileMoods()
    assert not (moods.refuse or moods.no_data or moods.mute or moods.pace or moods.slow) and moods.room is None
