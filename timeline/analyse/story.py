"""A small invented story to try questions on."""

from __future__ import annotations

from datetime import date

from timeline.model import (
    Actor,
    Article,
    Chronicle,
    Conflict,
    Event,
    Evidence,
    Interval,
    Participation,
    Place,
    Precision,
    Role,
    Span,
    Status,
    Version,
)

TEXTS = {
    "courier": "Dovrin police arrested harbour chief Anton Belk on February 9. "
    "Prosecutors charged him on February 23. "
    "Arvenia struck a depot of the Sunder Republic on February 20, killing four. "
    "Belk's trial began in Dovrin on March 16. "
    "On March 27 the court found him guilty. "
    "A storm hit the coast in March.",
    "herald": "Six people died when Arvenia struck the depot on February 20. "
    "On March 2 Belk sued Arvenia over his arrest. "
    "The court in Dovrin jailed Belk for nine years on April 1. "
    "Arvenia and the Sunder Republic signed a truce on April 2.",
}
POLICE, COURT, BELK = "organisation:dovrin-police", "organisation:dovrin-court", "person:anton-belk"
ARVENIA, SUNDER = "country:AV", "country:SU"
ACTORS = (
    Actor(POLICE, "Dovrin police", "organisation"),
    Actor(COURT, "Dovrin court", "organisation"),
    Actor(BELK, "Anton Belk", "person", names=("Anton Belk", "Belk")),
    Actor(ARVENIA, "Arvenia", "country", country="AV"),
    Actor(SUNDER, "Sunder Republic", "country", country="SU"),
)
DOVRIN = Place("name:dovrin", "Dovrin", "city", country="AV")


def sample() -> Chronicle:
    """Two articles, nine events, five actors: an arrest and its trial, a strike and its truce. All of it is invented.

    >>> story = sample()
    >>> len(story.articles), len(story.events), len(story.actors)
    (2, 9, 5)
    """
    dead = Conflict("count", (Version("4 people", ("courier",)), Version("6 people", ("herald",))))
    events = (
        _event("justice/arrest", "Arrest of Anton Belk", "02-09", {POLICE: "agent", BELK: "target"}, ("courier", "arrested")),
        _event("justice/indictment", "Indictment of Anton Belk", "02-23", {BELK: "target"}, ("courier", "charged")),
        _event(
            "violence/strike",
            "Arvenia strike on Sunder Republic",
            "02-20",
            {ARVENIA: "agent", SUNDER: "target"},
            ("courier", "struck"),
            ("herald", "struck"),
            conflicts=(dead,),
        ),
        _event("justice/trial", "Trial of Anton Belk", "03-16", {COURT: "agent", BELK: "target"}, ("courier", "trial")),
        _event("justice/conviction", "Conviction of Anton Belk", "03-27", {BELK: "target"}, ("courier", "found him guilty")),
        _event("incident/disaster", "Storm", "03", {}, ("courier", "storm")),
        _event(
            "justice/lawsuit",
            "Anton Belk lawsuit against Arvenia",
            "03-02",
            {BELK: "agent", ARVENIA: "target"},
            ("herald", "sued"),
        ),
        _event(
            "justice/sentencing", "Sentencing of Anton Belk", "04-01", {COURT: "agent", BELK: "target"}, ("herald", "jailed")
        ),
        _event(
            "diplomacy/agreement",
            "Truce of Arvenia and Sunder Republic",
            "04-02",
            {ARVENIA: "participant", SUNDER: "participant"},
            ("herald", "truce"),
        ),
    )
    articles = tuple(Article(id, text, date(2026, 4, 3), "field") for id, text in TEXTS.items())
    return Chronicle(articles, events, {actor.id: actor for actor in ACTORS}, {DOVRIN.id: DOVRIN})


def _event(
    kind: str, label: str, when: str, cast: dict[str, Role], *said: tuple[str, str], conflicts: tuple[Conflict, ...] = ()
) -> Event:
    family, type = kind.split("/")
    first = date.fromisoformat(f"2026-{when}-01"[:10])
    last = first if len(when) > 2 else date(2026, first.month, 31)
    mentions = tuple(_passage(doc, words) for doc, words in said)
    return Event(
        id=f"ev_{type}",
        type=type,
        family=family,
        label=label,
        interval=Interval(first, last, Precision.DAY if len(when) > 2 else Precision.MONTH, f"2026-{when}"),
        not_before=None,
        not_after=date(2026, 4, 3),
        when=None,
        status=Status.OCCURRED,
        reported=False,
        count=None,
        main=True,
        actors=tuple(Participation(actor, role) for actor, role in cast.items()),
        places=(DOVRIN.id,) if "in Dovrin" in _sentence(mentions[0]) else (),
        mentions=mentions,
        conflicts=conflicts,
        independent=len(mentions),
    )


def _passage(doc: str, words: str) -> Evidence:
    text = TEXTS[doc]
    at = text.index(words)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    return Evidence(doc, Span(at, at + len(words)), words, Span(start, text.index(".", at) + 1))


def _sentence(said: Evidence) -> str:
    return TEXTS[said.doc][slice(*said.sentence)]
