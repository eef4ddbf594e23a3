"""What screens and reports read: plain SQL, paged by key, bound to the session's practice."""
