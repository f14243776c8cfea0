"""Questions asked of a chronicle: who stands in the middle, who acts on whom, what happens when, what contradicts what.

Every function takes a `timeline.model.Chronicle`, which a `timeline.Timeline` is, and gives a plain NetworkX graph, a pandas
DataFrame or a list; the same chronicle gives the same answer. To ask of a part, filter first: ``story.of_type("violence")``.
The relations in time of two events are in `timeline.allen`.

    >>> from timeline import analyse
    >>> story = analyse.sample()  # nine invented events, to try things on
    >>> analyse.co_actors(story).number_of_edges()
    4
"""

from timeline.allen import Extent, Relation, extent, possibly_before, relations, surely_before
from timeline.analyse.actors import (
    acts_on,
    central_actors,
    centrality_over_time,
    co_actors,
    communities,
    taking_part,
    who_acts_on_whom,
)
from timeline.analyse.changes import Alone, Change, Difference, Part, difference
from timeline.analyse.disagreement import disagreements
from timeline.analyse.evidence import Step, evidence_path, find_actor
from timeline.analyse.impossible import Impossible, Order, impossible_orders, orders
from timeline.analyse.sequence import Chain, after, before, chains, succession
from timeline.analyse.story import sample
from timeline.analyse.timing import activity, bursts, counts

__all__ = [
    "Alone",
    "Chain",
    "Change",
    "Difference",
    "Extent",
    "Impossible",
    "Order",
    "Part",
    "Relation",
    "Step",
    "activity",
    "acts_on",
    "after",
    "before",
    "bursts",
    "central_actors",
    "centrality_over_time",
    "chains",
    "co_actors",
    "communities",
    "counts",
    "difference",
    "disagreements",
    "evidence_path",
    "extent",
    "find_actor",
    "impossible_orders",
    "orders",
    "possibly_before",
    "relations",
    "sample",
    "succession",
    "surely_before",
    "taking_part",
    "who_acts_on_whom",
]
