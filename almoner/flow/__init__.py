"""The steps of the cycle: load, step, commit. Each flow asks `access` first, and commits one plan."""
