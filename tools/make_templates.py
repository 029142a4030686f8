"""Make the shipped templates of the letters: ``.venv/bin/python -m tools.make_templates``.

Written by a program, because a template edited by hand drifts from GB/T 9704 and says who edited it.
"""

from pathlib import Path

from petitiondesk.domain.terms import LetterKind
from tools.brief_kinds import brief, minutes
from tools.form_kinds import FORMS
from tools.letter_kinds import LETTERS

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "templates"


def template(kind: LetterKind) -> bytes:
    """The shipped template of a kind of letter."""
    return {**LETTERS, **FORMS}[kind]().bytes()


def main() -> None:
    """Write all templates."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in LetterKind:
        (FOLDER / f"{kind.value}.docx").write_bytes(template(kind))
    for name, sheet in {"brief": brief, "minutes": minutes}.items():
        (FOLDER / f"{name}.docx").write_bytes(sheet().bytes())


if __name__ == "__main__":
    main()
