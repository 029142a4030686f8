"""Documents that are made from the code say what the code says."""

import importlib.util
from pathlib import Path
from types import ModuleType

from petitiondesk.domain.workflow import STEPS

ROOT = Path(__file__).resolve().parents[1]


def tool(name: str) -> ModuleType:
    """A program of ``tools/``, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_drawing_of_the_workflow_is_that_of_the_table() -> None:
    """If this fails: ``python tools/workflow_diagram.py``."""
    drawn = (ROOT / "docs" / "workflow.md").read_text("utf-8")
    assert drawn == tool("workflow_diagram").document()
    assert all(step.zh in drawn for step in STEPS)


def test_every_condition_of_the_table_is_put_in_words() -> None:
    conditional = {step.name for step in STEPS if step.when is not None}
    assert set(tool("workflow_diagram")._CONDITIONS) == conditional
