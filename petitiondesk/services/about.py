"""What the program says of itself: version, build, the form of its registries, its libraries."""

from petitiondesk import __version__
from petitiondesk.data.registry_format import SCHEMA
from petitiondesk.domain.messages import Message
from petitiondesk.infra.about import build, versions


def facts() -> list[Message]:
    """Version, build, registry format, versions of the libraries, a sentence each.

    Raises:
        OSError: the table of libraries is missing.
    """
    made = build()
    where = (
        Message("构建：{commit}，{day}", commit=made.commit, day=made.day)
        if made.resources
        else Message("构建：源代码")
    )
    return [
        Message("版本：{version}", version=__version__),
        where,
        Message("登记簿格式：{number}", number=SCHEMA),
        Message("各部分：{libraries}", libraries=versions()),
    ]
