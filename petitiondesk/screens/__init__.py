"""Every page and dialog of the window, made ready over the demo registry.

One table of scenes (`scenes.SCENES`) serves the pictures of the manual, the pictures for whoever looks
the window over (``python -m petitiondesk.screens``), and the tests that measure each screen.
"""
