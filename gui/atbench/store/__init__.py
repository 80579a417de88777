"""What happened, kept: the capture is the truth on disk, the log tells its lines, export makes files for others."""
