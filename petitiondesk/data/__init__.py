"""The registry on disk: SQLCipher files, their tables, keys and search; values in, values out."""
