"""Reading events out of text: spaCy components, usable in any pipeline with a tagger, a parser and names.

The order in which they run is `COMPONENTS`; each declares what it requires and assigns.
"""

from spacy.language import Language

from timeline.extract import antecedents, attributes, claims, judge, layout, names, quotes, roles, stance, times, triggers
from timeline.ontology import Ontology, load

__all__ = [
    "COMPONENTS",
    "antecedents",
    "attributes",
    "claims",
    "extend",
    "judge",
    "layout",
    "names",
    "quotes",
    "roles",
    "stance",
    "times",
    "triggers",
]

COMPONENTS = (
    "timeline_quotes",
    "timeline_times",
    "timeline_names",
    "timeline_antecedents",
    "timeline_triggers",
    "timeline_stance",
    "timeline_roles",
    "timeline_claims",
    "timeline_judge",
)
"""The components that follow the parser and the names; ``timeline_layout`` runs before all others."""


def extend(nlp: Language, ontology: Ontology) -> Language:
    """Add the components to a pipeline, in place, and give it back.

    Args:
        nlp: a pipeline with tags, lemmas, a dependency parse with Universal Dependencies labels, and entities.
        ontology: the event types that are looked for; those with other triggers than the shipped types have are left to
            their rules.
    """
    if "timeline_layout" not in nlp.pipe_names:
        nlp.add_pipe("timeline_layout", first=True)
    for name in COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    finder = nlp.get_pipe("timeline_triggers")
    assert isinstance(finder, triggers.TriggerFinder)
    finder.ontology = ontology
    decider = nlp.get_pipe("timeline_judge")
    assert isinstance(decider, judge.Judge)
    shipped = load().types
    own = (name for name, kind in ontology.types.items() if name not in shipped or shipped[name].triggers != kind.triggers)
    decider.left_to_rules = frozenset(own)
    decider.types = ontology.types
    decider.unknown = frozenset(decider.network.types) - ontology.types.keys()
    return nlp
