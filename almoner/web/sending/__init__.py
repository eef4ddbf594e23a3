"""Claims on their way out: let go, mended where they are stopped, and what became of each file."""
