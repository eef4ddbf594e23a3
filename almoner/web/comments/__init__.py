"""Comments on patients, claims and visits, and the notices of whom they name."""
