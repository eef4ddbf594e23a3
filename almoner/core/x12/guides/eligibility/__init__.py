"""What benefit inquiry (270) and answer (271) have in common."""
