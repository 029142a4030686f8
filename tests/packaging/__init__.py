"""The package: what goes in, what it says of itself, whether it knows when something is missing."""
