"""Coming in and going out: sign in, choose a practice, sign out."""
