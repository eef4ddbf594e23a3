"""After a payer's word: corrections, appeals, calls, late charges, the next payer."""
