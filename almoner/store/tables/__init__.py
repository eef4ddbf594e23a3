"""How each kind of record shows in its tables: what commit writes by and `verify` checks by."""
