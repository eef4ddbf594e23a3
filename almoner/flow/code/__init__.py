"""From a signed note to decided codes: suggestions, the superbill, questions, second reviews, notices."""
