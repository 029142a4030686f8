"""What a process should not leave behind: memory images, secrets in its environment."""

import os

try:
    import resource
except ImportError:  # Windows writes no core files by itself
    resource = None  # type: ignore[assignment]


def no_core_dumps() -> None:
    """Let the system write no image of the memory when the program crashes: keys and names are in it."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def take_secret(name: str) -> str | None:
    """A secret from an environment variable, which programs that are started later do not inherit."""
    return os.environ.pop(name, None)
