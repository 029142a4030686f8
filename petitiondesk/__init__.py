"""PetitionDesk (信访登记台): the petition registry of a small bureau."""

__version__ = "0.1.0"
