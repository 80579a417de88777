"""The wizards themselves: a file with fields and steps each, `_steps` and `_plans` beside where they need more."""
