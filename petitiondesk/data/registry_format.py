"""The number of the registry's form on disk; apart, so that it is known without a database library."""

SCHEMA = 4
"""``PRAGMA user_version``: raised by each migration."""
