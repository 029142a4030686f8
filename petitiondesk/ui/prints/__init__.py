"""What the desk prints: each module makes one kind of sheet for `ui.printing`."""
