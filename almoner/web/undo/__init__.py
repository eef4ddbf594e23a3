"""What was done a moment ago and may be taken back with one key."""
