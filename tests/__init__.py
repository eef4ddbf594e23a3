"""The tests mirror the package's tree; this file keeps `tests` ours, whatever else has that name."""
