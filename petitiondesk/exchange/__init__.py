"""Files in and out: Excel ledgers written and read, old ledgers brought in, Word letters."""
