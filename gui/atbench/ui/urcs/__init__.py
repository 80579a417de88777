"""The list of the URCs that came, and the attention that chosen ones get."""
