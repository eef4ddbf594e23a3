"""Finding a patient, and one patient's account."""
