"""The pane that explains one line: what it means, why it happened, what to do now."""
