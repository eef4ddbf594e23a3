"""What comes from outside and is asked of it: files, acknowledgements, eligibility, claim status."""
