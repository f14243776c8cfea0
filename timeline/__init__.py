"""Reads news articles and builds a timeline of dated events: who did what to whom, where, when, and the words that say so.

import timeline
tl = timeline.build("articles/")
tl.between("2025-12", None).of_type("strike")
"""

from timeline.build import Timeline, build, load, read, times, why
from timeline.build import open_folder as open  # noqa: A004
from timeline.errors import InputError, ModelError, OutputError, SchemaError, TimelineError
from timeline.model import (
    Actor,
    Appearance,
    Article,
    Chronicle,
    Claim,
    Conflict,
    Dating,
    Event,
    Evidence,
    Interval,
    Mention,
    Participation,
    Place,
    Precision,
    Quote,
    Reading,
    RoleFiller,
    Span,
    Status,
    TimeExpression,
    Version,
    Wording,
)
from timeline.verify import verify

__all__ = [
    "Actor",
    "Appearance",
    "Article",
    "Chronicle",
    "Claim",
    "Conflict",
    "Dating",
    "Event",
    "Evidence",
    "InputError",
    "Interval",
    "Mention",
    "ModelError",
    "OutputError",
    "Participation",
    "Place",
    "Precision",
    "Quote",
    "Reading",
    "RoleFiller",
    "SchemaError",
    "Span",
    "Status",
    "TimeExpression",
    "Timeline",
    "TimelineError",
    "Version",
    "Wording",
    "build",
    "load",
    "open",
    "read",
    "times",
    "verify",
    "why",
]
