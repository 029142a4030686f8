"""Use cases of the desk: each is one call, one transaction, and returns domain values."""
