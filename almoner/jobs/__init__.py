"""Work without a person at the screen: enqueued with the business transaction, safe to run twice."""
