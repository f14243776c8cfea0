"""Chronicles made by hand, for tests of what goes out of the house. Names, places and sentences are invented."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from timeline.model import (
    Actor,
    AnchorKind,
    Article,
    Chronicle,
    Conflict,
    Dating,
    Event,
    Evidence,
    Interval,
    Participation,
    Place,
    Precision,
    Role,
    Span,
    Status,
    TimeExpression,
    Version,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def interval(edtf: str, first: str | None, last: str | None, precision: str = "day") -> Interval:
    return Interval(first and day(first), last and day(last), Precision(precision), edtf)


@dataclass
class Maker:
    """Collects articles, actors, places and events; finds the offsets of the words that it is given."""

    articles: dict[str, Article] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def article(self, id: str, sentences: Iterable[str], **about: object) -> None:
        self.articles[id] = Article(id, " ".join(sentences), **about)

    def actor(self, id: str, name: str, kind: str, **about: object) -> None:
        self.actors[id] = Actor(id, name, kind, **about)

    def place(self, id: str, name: str, **about: object) -> None:
        self.places[id] = Place(id, name, point_of=id if "lat" in about else None, **about)

    def passage(self, doc: str, sentence: str, words: str) -> Evidence:
        start = self.articles[doc].text.index(sentence)
        at = start + sentence.index(words)
        return Evidence(doc, Span(at, at + len(words)), words, Span(start, start + len(sentence)))

    def dating(self, said: Evidence, phrase: str, anchor: str | None, anchor_is: AnchorKind | None, rule: str) -> Dating:
        at = self.articles[said.doc].text.index(phrase, said.sentence.start)
        span = Span(at, at + len(phrase))
        return Dating(said.doc, TimeExpression(span, phrase, "DATE", "", anchor=anchor, anchor_is=anchor_is, rule=rule))

    def event(
        self,
        type: str,
        label: str,
        said: Iterable[tuple[str, str, str]],
        cast: Iterable[tuple[str, Role]] = (),
        where: Iterable[str] = (),
        interval: Interval | None = None,
        when: tuple[str, str | None, AnchorKind | None, str] | None = None,
        **about: object,
    ) -> None:
        family, name = type.split("/")
        mentions = tuple(self.passage(*passage) for passage in said)
        plain = {
            "independent": len({said.doc for said in mentions}),
            "not_before": None,
            "not_after": None,
            "status": Status.OCCURRED,
            "reported": False,
            "count": None,
        }
        self.events.append(
            Event(
                id=f"ev_{len(self.events) + 1:04x}",
                type=name,
                family=family,
                label=label,
                interval=interval,
                when=self.dating(mentions[0], *when) if when else None,
                actors=tuple(Participation(*part) for part in cast),
                places=tuple(where),
                mentions=mentions,
                **{**plain, "main": False, **about},
            )
        )

    def chronicle(self) -> Chronicle:
        return Chronicle(tuple(self.articles.values()), tuple(self.events), self.actors, self.places)


HARBOUR = [
    "KESTREL BAY, Arvenia (Meridian Wire) — Arvenian drones struck a fuel depot in Kestrel Bay late on Tuesday, it said.",
    "The strike was the third on the port since October, when the navy began to build up its forces off the Sunder Coast.",
    "President Ilse Marenko said in an interview recorded on January 3 that the depot “was never a civilian one”.",
    "Prosecutors in Dovrin indicted the port's director, Anton Belk, on December 19 on charges of smuggling fuel.",
    "A rally for Belk drew thousands to Dovrin on Saturday.",
    "Talks between Arvenia and the Sunder Republic are to begin in Port Lys on January 20.",
    "The Sunder Republic denied that any of its ships had been seized.",
]
TALKS = [
    "PORT LYS — Arvenia and the Sunder Republic will meet in Port Lys on January 20, mediator Hanne Okoro announced Friday.",
    "The two sides signed a ceasefire in mid-2025 that broke down within weeks.",
    "Okoro warned that the talks could be called off if the attacks on Kestrel Bay went on.",
    "The blockade of the Sunder Coast, in force since November 2025, is to be lifted first.",
    "Marenko is said to have visited Port Lys in secret last autumn.",
    "The European Maritime Council put 12 shipping firms on its sanctions list in December.",
    "A storm killed at least nine people on the coast between January 2 and January 5.",
    "Parliament rejected a bill on port security.",
]


def small() -> Chronicle:
    """Two articles on one story: each family, each status, and each kind of date."""
    make = Maker()
    make.article(
        "harbour",
        HARBOUR,
        date=day("2026-01-08"),
        date_source="field",
        title="Drones hit Kestrel Bay depot",
        url="https://meridian.example/kestrel-bay",
        source="Meridian Wire",
    )
    make.article("talks", TALKS, date=day("2026-01-10"), date_source="dateline", title="Enemies to meet in Port Lys")
    make.actor("country:AV", "Arvenia", "country", names=("Arvenia", "Arvenian"), country="AV")
    make.actor("country:SU", "Sunder Republic", "country", names=("Sunder Republic",), country="SU")
    make.actor("person:ilse-marenko", "Ilse Marenko", "person", names=("Ilse Marenko", "President Ilse Marenko", "Marenko"))
    make.actor("person:anton-belk", "Anton Belk", "person", names=("Anton Belk", "Belk"))
    make.actor("person:hanne-okoro", "Hanne Okoro", "person", names=("Hanne Okoro", "Okoro"))
    make.actor("organisation:emc", "European Maritime Council", "organisation", names=("European Maritime Council",))
    make.actor("group:prosecutors", "prosecutors in Dovrin", "group", named=False, names=("Prosecutors in Dovrin",))
    make.actor("group:firms", "12 shipping firms", "group", named=False)
    make.actor("organisation:parliament", "Parliament", "organisation", names=("Parliament",))
    make.place("geonames:90001", "Arvenia", kind="country", country="AV", lat=41.5, lon=30.25)
    make.place("geonames:90002", "Kestrel Bay", kind="city", country="AV", lat=41.9, lon=31.0, within="geonames:90001")
    make.place("geonames:90003", "Dovrin", kind="city", country="AV", lat=41.1, lon=29.5, within="geonames:90001")
    make.place("geonames:90004", "Port Lys", kind="city", country="LY", lat=40.0, lon=28.0)
    make.place("name:sunder-coast", "Sunder Coast", names=("Sunder Coast",))
    arvenia, sunder, marenko, belk = "country:AV", "country:SU", "person:ilse-marenko", "person:anton-belk"

    make.event(
        "violence/strike",
        "Arvenian strike on a fuel depot",
        [("harbour", HARBOUR[0], "struck"), ("harbour", HARBOUR[1], "strike"), ("talks", TALKS[2], "attacks")],
        [(arvenia, "agent")],
        ["geonames:90002"],
        interval("2026-01-06", "2026-01-06", "2026-01-06"),
        ("late on Tuesday", "2026-01-08", "publication", "weekday"),
        reported=True,
        main=True,
        conflicts=(Conflict("place", (Version("Kestrel Bay", ("harbour",)), Version("Port Lys", ("talks",)))),),
    )
    make.event(
        "military/deployment",
        "naval build-up off the Sunder Coast",
        [("harbour", HARBOUR[1], "build up")],
        [(arvenia, "agent")],
        ["name:sunder-coast"],
        interval("2025-10/2026-01-08", "2025-10-01", "2026-01-08", "range"),
        ("since October", "2026-01-08", "publication", "since_month"),
        status=Status.ONGOING,
    )
    make.event(
        "speech/interview",
        "interview of Ilse Marenko",
        [("harbour", HARBOUR[2], "interview")],
        [(marenko, "participant")],
        (),
        interval("2026-01-03", "2026-01-03", "2026-01-03"),
        ("January 3", "2026-01-08", "publication", "month_day"),
        main=True,
    )
    make.event(
        "justice/indictment",
        "indictment of Anton Belk",
        [("harbour", HARBOUR[3], "indicted")],
        [("group:prosecutors", "agent"), (belk, "target")],
        ["geonames:90003"],
        interval("2025-12-19", "2025-12-19", "2025-12-19"),
        ("December 19", "2026-01-08", "publication", "month_day"),
    )
    make.event(
        "politics/protest",
        "rally for Anton Belk",
        [("harbour", HARBOUR[4], "rally")],
        [(belk, "target")],
        ["geonames:90003"],
        interval("2026-01-03", "2026-01-03", "2026-01-03"),
        ("Saturday", "2026-01-08", "publication", "weekday"),
    )
    make.event(
        "diplomacy/meeting",
        "talks of Arvenia and the Sunder Republic",
        [("harbour", HARBOUR[5], "Talks"), ("talks", TALKS[0], "meet")],
        [(arvenia, "participant"), (sunder, "participant")],
        ["geonames:90004"],
        interval("2026-01-20", "2026-01-20", "2026-01-20"),
        ("January 20", "2026-01-08", "publication", "month_day"),
        status=Status.PLANNED,
        main=True,
    )
    make.event(
        "justice/seizure",
        "seizure of ships of the Sunder Republic",
        [("harbour", HARBOUR[6], "seized")],
        [(sunder, "target")],
        not_after=day("2026-01-08"),
        status=Status.NEGATED,
    )
    make.event(
        "speech/statement",
        "announcement by Hanne Okoro",
        [("talks", TALKS[0], "announced")],
        [("person:hanne-okoro", "agent")],
        ["geonames:90004"],
        interval("2026-01-09", "2026-01-09", "2026-01-09"),
        ("Friday", "2026-01-10", "publication", "weekday"),
    )
    make.event(
        "diplomacy/agreement",
        "ceasefire of Arvenia and the Sunder Republic",
        [("talks", TALKS[1], "ceasefire")],
        [(arvenia, "participant"), (sunder, "participant")],
        (),
        interval("[2025-05-01..2025-08-31]", "2025-05-01", "2025-08-31", "year"),
        ("mid-2025", None, None, "part_of_year"),
    )
    make.event(
        "speech/threat",
        "warning by Hanne Okoro",
        [("talks", TALKS[2], "warned")],
        [("person:hanne-okoro", "agent")],
        not_after=day("2026-01-10"),
    )
    make.event(
        "military/withdrawal",
        "lifting of the blockade",
        [("talks", TALKS[3], "lifted")],
        [(arvenia, "agent")],
        ["name:sunder-coast"],
        interval("2025-11/..", "2025-11-01", None, "month"),
        ("since November 2025", None, None, "since_month"),
        status=Status.POSSIBLE,
    )
    make.event(
        "diplomacy/visit",
        "visit of Ilse Marenko to Port Lys",
        [("talks", TALKS[4], "visited")],
        [(marenko, "agent")],
        ["geonames:90004"],
        interval("2025-23", "2025-09-01", "2025-11-30", "season"),
        ("last autumn", "2026-01-10", "publication", "season"),
        reported=True,
    )
    make.event(
        "sanction/sanction",
        "sanctions on 12 shipping firms",
        [("talks", TALKS[5], "sanctions")],
        [("organisation:emc", "agent"), ("group:firms", "target")],
        (),
        interval("2025-12", "2025-12-01", "2025-12-31", "month"),
        ("in December", "2026-01-10", "publication", "month"),
        count=12,
    )
    make.event(
        "incident/disaster",
        "storm on the coast",
        [("talks", TALKS[6], "storm"), ("talks", TALKS[6], "killed")],
        (),
        ["name:sunder-coast"],
        interval("2026-01-02/2026-01-05", "2026-01-02", "2026-01-05", "range"),
        ("between January 2 and January 5", "2026-01-10", "publication", "between"),
    )
    make.event(
        "politics/legislation",
        "rejection of a bill on port security",
        [("talks", TALKS[7], "rejected")],
        [("organisation:parliament", "agent")],
        not_after=day("2026-01-10"),
        status=Status.NEGATED,
    )
    return make.chronicle()


RUN = {
    "versions": {"timeline": "0.1.0"},
    "ontology": {"types": ["strike"], "families": ["violence"], "sha256": "0" * 64},
    "input": {"articles": 3, "sha256": "1" * 64},
}
CORRECTED = "date 2026-01-06, by Ana: the harbour's log; seen"


def linked() -> Chronicle:
    """The small one with a copy of its first article, a plan that an event carries out, a count that one is part of, and a
    correction."""
    chronicle = small()
    strike, build_up, interview, *others = chronicle.events
    copied = replace(chronicle.article("harbour"), id="mirror", source="Mirror", url="https://mirror.example/1")
    said = replace(strike.mentions[0], doc="mirror")
    versions = (Version("2", ("harbour", "mirror")), Version("3", ("talks",)))
    told = replace(strike, mentions=(*strike.mentions, said), conflicts=(*strike.conflicts, Conflict("count", versions)))
    told = replace(told, corrected=(CORRECTED,))
    events = (told, replace(build_up, part_of=("ev_000d", "ev_gone")), replace(interview, follows=("ev_0006",)), *others)
    return replace(chronicle, articles=(*chronicle.articles, copied), events=events, copies={"mirror": "harbour"}, run=RUN)


def few() -> Chronicle:
    """Five events of the linked one: reported with conflicts, denied, one day of several, open and possible, going on."""
    return linked().of_type("strike", "seizure", "agreement", "withdrawal", "deployment")


def turned(chronicle: Chronicle) -> Chronicle:
    """The same, all of it in the opposite order."""
    return replace(
        chronicle,
        articles=chronicle.articles[::-1],
        events=chronicle.events[::-1],
        actors=dict(reversed(chronicle.actors.items())),
        places=dict(reversed(chronicle.places.items())),
    )


KINDS = {
    "violence": ("strike", "attack", "killing"),
    "justice": ("arrest", "trial", "ruling"),
    "sanction": ("designation", "sanction"),
    "military": ("deployment", "exercise"),
    "diplomacy": ("meeting", "visit", "agreement"),
    "speech": ("statement", "interview", "accusation"),
    "politics": ("election", "appointment", "protest"),
    "incident": ("disaster", "death", "economic"),
}


def large(events: int, days: int = 900, seed: int = 7) -> Chronicle:
    """So many events, scattered over the days with bursts, an eighth of them undated; the same for the same seed."""
    chance = random.Random(seed)
    make = Maker()
    for number in range(events // 20 + 1):
        make.actor(f"person:p{number}", f"Person {number}", "person")
    for number in range(40):
        make.place(f"geonames:{number}", f"Town {number}", country="AV")
    first = day("2023-07-01")
    for number in range(events):
        family = chance.choice(list(KINDS))
        name = chance.choice(KINDS[family])
        who = sorted({min(int(chance.expovariate(0.08)), len(make.actors) - 1) for _ in range(chance.randint(0, 3))})
        begin = first + timedelta(days=int(days * chance.random() ** chance.choice((1, 1, 0.5))))
        length = chance.choice((0, 0, 0, 0, 0, 3, 12, 30))
        end = begin + timedelta(days=length)
        sentence = f"The {name} number {number} was told by a witness in a sentence of middling length."
        make.article(f"a{number}", [sentence], date=end, title=f"Article {number}")
        edtf = f"{begin}/{end}" if length == 3 else f"[{begin}..{end}]" if length else f"{begin}"
        make.event(
            f"{family}/{name}",
            f"{name} number {number}",
            [(f"a{number}", sentence, name)],
            [(f"person:p{n}", chance.choice(("agent", "target", "participant"))) for n in who],
            [f"geonames:{chance.randrange(40)}"] if chance.random() < 0.5 else (),
            None if chance.random() < 0.125 else interval(edtf, str(begin), str(end), "range" if length else "day"),
            status=chance.choice([Status.OCCURRED] * 8 + [Status.PLANNED, Status.POSSIBLE, Status.NEGATED, Status.ONGOING]),
            reported=chance.random() < 0.15,
            main=chance.random() < 0.2,
        )
    return make.chronicle()


HOSTILE = "</script><img src=x onerror=alert(1)><!--\u2028 & \"quoted\" 'too' ${alert(2)} {{ data }}"


def hostile() -> Chronicle:
    """One event whose every text tries to break out of the page."""
    make = Maker()
    make.article(HOSTILE, [HOSTILE], date=day("2026-01-01"), title=HOSTILE, url="javascript:alert(3)", source=HOSTILE)
    make.actor(HOSTILE, HOSTILE, HOSTILE, names=(HOSTILE,))
    make.place(HOSTILE, HOSTILE, kind=HOSTILE)
    made = interval("2026-01-01", "2026-01-01", "2026-01-01")
    said = [(HOSTILE, HOSTILE, "alert(1)")]
    make.event(f"{HOSTILE.replace('/', '|')}/strike", HOSTILE, said, [(HOSTILE, "agent")], [HOSTILE], made)
    return make.chronicle()
