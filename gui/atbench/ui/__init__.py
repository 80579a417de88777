"""The window: the only package that knows Qt. It reads the workbench and writes through it; it decides nothing."""
