"""Paths, logging, language, resources, the instance lock: what every upper layer may use."""
