"""The longer commands, one module each; `petitiondesk.cli` parses and calls them."""
