"""The person's own choices, and who may enter the practice."""
