"""Layout and painted widgets; no behaviour of the office's work."""
