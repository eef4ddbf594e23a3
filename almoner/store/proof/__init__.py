"""What proves the books: seals, ties, signatures and references recomputed, and what nobody owns."""
