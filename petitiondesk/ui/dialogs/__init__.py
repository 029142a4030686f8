"""Dialogs: a step, a correction, a reason, an import, the doors of a registry."""
