"""One module a step of the cycle: load, step, commit. Every function asks `access` first and commits at most one plan."""
