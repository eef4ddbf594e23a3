"""What a practice sets up: its parts, people, contracts, lists of fees, and a practice to learn in."""
