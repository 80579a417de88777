"""The file manager of a wizard: two panes, each with a place where files can be, and what goes between them."""
