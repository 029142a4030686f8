"""The pages of the window: what happens when a control is used. Their layouts are in `views`."""
