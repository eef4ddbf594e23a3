"""A provider's day: what each visit still wants, and the signature that closes it."""
