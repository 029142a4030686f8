"""The layers of the program hold: what may import what."""

from importlinter.cli import lint_imports


def test_dependencies_point_down_and_libraries_stay_in_their_layer() -> None:
    assert lint_imports() == 0
