"""Who the patient is and what covers them: registering, policies, authorizations, questions, forms."""
