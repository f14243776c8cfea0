"""What can go wrong, said in one line that names the file, the place and the fault."""


class TimelineError(Exception):
    """Base of every error that this package raises on purpose. Its text is one line, fit for a user."""


class InputError(TimelineError):
    """An input that cannot be read.

    Args:
        source: the file (or ``<stdin>``) at fault.
        fault: what is wrong, in plain words.
        line: the 1-based line, where the format has lines.
    """

    def __init__(self, source: str, fault: str, line: int | None = None) -> None:
        self.source, self.fault, self.line = source, fault, line
        super().__init__(f"{source}:{line}: {fault}" if line else f"{source}: {fault}")


class OutputError(TimelineError):
    """A place that cannot be written."""


class SchemaError(TimelineError):
    """A file of event types or of names that does not say what it must."""


class ModelError(TimelineError):
    """A spaCy pipeline that cannot be loaded or lacks a component that the extraction needs."""
