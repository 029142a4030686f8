"""The window: views lay out, pages and dialogs behave, services do the work."""
