"""The self-test: whether this very copy of the program is whole and can do its work on this PC.

``petitiondesk self-test`` runs it, in a source tree and in the package. `run` goes through the
checks of `parts` (what lies in the package) and `work` (what is done with it).
"""
