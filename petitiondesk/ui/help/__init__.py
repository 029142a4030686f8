"""The manual inside the program (使用手册): its pages, its window. Loaded at the first F1."""
