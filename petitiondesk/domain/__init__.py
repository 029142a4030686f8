"""Plain values and rules of petition handling; the standard library only.

Nothing here reads a clock, a file or a setting: dates, calendars and patterns are arguments.
"""
