"""The screen on which a visit's note is written, signed and added to."""
