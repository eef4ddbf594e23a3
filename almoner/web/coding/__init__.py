"""A refusal: what the payer said, and the appeals of it."""
