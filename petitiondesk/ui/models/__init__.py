"""Table models over immutable rows; they read through services and write nothing."""
