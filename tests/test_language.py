"""The language floor: the shipped pipeline, its vectors and lemmas, and texts that are hard on it."""

import numpy as np
import pytest
import spacy
from spacy.strings import StringStore, hash_string
from spacy.tokens import Doc

from timeline import language
from timeline.errors import ModelError
from timeline.language.clauses import timeline_clause_repair
from timeline.language.lemmas import EXCEPTIONS, INDEX, SEEN, TaggedLemmatizer, candidates
from timeline.language.sentences import STOPS, timeline_sentence_hints
from timeline.language.vectors import QuantisedVectors

WORDS = ("strike", "ship", "fernandez")


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.fixture
def table():
    """Three words in a plane: two stretches of one dimension, three centroids each."""
    keys = np.array([hash_string(w) for w in WORDS], np.uint64)
    codes = np.array([[0, 1], [1, 2], [2, 0]], np.uint8)
    return QuantisedVectors(strings=StringStore()).fill(
        keys, codes, np.array([[[1.0], [2.0], [3.0]], [[-1.0], [-2.0], [-3.0]]])
    )


def test_vectors_are_read_back_by_word_and_by_hash(table):
    assert table.shape == (3, 2)
    assert table["strike"].tolist() == [1, -2]
    assert table.get_batch([hash_string("ship"), hash_string("strike")]).tolist() == [[2, -3], [1, -2]]


def test_unknown_words_are_zeros_and_accents_are_looked_through(table):
    table.strings.add("fernández")
    assert table["fernández"].tolist() == table["fernandez"].tolist() == [3, -1]
    assert "fernández" in table
    assert "zeppelin" not in table
    assert table["zeppelin"].tolist() == [0, 0]


def test_words_of_the_shipped_pipeline_have_vectors_and_likeness(nlp):
    doc = nlp("The missile strike hit Xyzzyplugh, an airstrike said.")
    strike, unknown, airstrike = doc[2], doc[4], doc[7]
    assert strike.vector.shape == (nlp.vocab.vectors_length,)
    assert not unknown.vector.any()
    assert strike.similarity(airstrike) > strike.similarity(doc[8])


def test_vectors_survive_disk_and_bytes(table, tmp_path):
    table.to_disk(tmp_path)
    for read in (QuantisedVectors().from_disk(tmp_path), QuantisedVectors().from_bytes(table.to_bytes())):
        assert [read[w].tolist() for w in WORDS] == [table[w].tolist() for w in WORDS]


def test_an_empty_table_answers_with_zeros():
    assert not QuantisedVectors()["strike"].any()


def test_a_table_of_other_shapes_is_refused(table):
    with pytest.raises(ValueError, match="of no one table"):
        table.fill(np.zeros(2, np.uint64), np.zeros((3, 2), np.uint8), np.zeros((2, 3, 1)))


@pytest.mark.parametrize(
    ("tag", "word", "first"),
    [
        ("NNS", "strikes", "strike"), ("NNS", "bodies", "body"), ("NNS", "fishermen", "fisherman"),
        ("NNS", "churches", "church"),
        ("VBZ", "tweets", "tweet"), ("VBD", "tweeted", "tweet"), ("VBD", "planned", "plan"), ("VBN", "globalized", "globalize"),
        ("VBG", "sanctioning", "sanction"), ("VBD", "embargoed", "embargo"), ("VBD", "googled", "googl"),
    ],
)  # fmt: skip
def test_the_likely_base_form_comes_first(tag, word, first):
    assert next(iter(candidates(word, tag))) == first


@pytest.mark.parametrize(
    ("form", "tag", "pos", "lemma"),
    [
        ("hoping", "VBG", "VERB", "hope"), ("hopping", "VBG", "VERB", "hop"), ("fled", "VBD", "VERB", "flee"),
        ("need", "VBP", "VERB", "need"), ("Thank", "VBP", "VERB", "thank"), ("series", "NNS", "NOUN", "series"),
        ("Americans", "NNPS", "PROPN", "American"), ("PHILIPPINES", "NNPS", "PROPN", "PHILIPPINE"),
        ("GISB", "NN", "NOUN", "GISB"),
        ("POLICE", "NN", "NOUN", "police"), ("IV", "CD", "NUM", "IV"), ("5,000", "CD", "NUM", "5000"),
        ("her", "PRP", "PRON", "she"),
        ("Nicolás", "NNP", "PROPN", "Nicolás"), ("larger", "JJR", "ADJ", "large"), ("\n", "_SP", "SPACE", "\n"),
    ],
)  # fmt: skip
def test_lemmas_go_by_the_tag(form, tag, pos, lemma):
    lemmatizer = TaggedLemmatizer(spacy.blank("en").vocab)
    lemmatizer.lookups.add_table(SEEN, {"PRP her": "she"})
    lemmatizer.lookups.add_table(EXCEPTIONS, {"verb": {"fled": ["flee"]}})
    lemmatizer.lookups.add_table(INDEX, {"noun": ["series", "police"], "verb": ["hope", "hop"], "adj": ["large"]})
    assert lemmatizer.lemma(form, tag, pos) == lemma


def test_the_shipped_pipeline_reads_a_sentence_of_news(nlp):
    doc = nlp("U.S. forces struck a dock in Venezuela on Monday, Nicolás Maduro told reporters.")
    assert [t.lemma_ for t in doc if t.dep_ == "nsubj"][:1] == ["force"]
    assert {(e.text, e.label_) for e in doc.ents} >= {("U.S.", "LOC"), ("Venezuela", "LOC"), ("Nicolás Maduro", "PERSON")}
    assert len(list(doc.sents)) == 1


TEXTS = {
    "empty": "",
    "spaces": " \n\t \n",
    "list": "Sanctioned:\n- Banco Azul\n- Ana Ruiz, 44\n- the tanker Perla\n\n1. One\n2. Two\n",
    "table": "Date | Place | Killed\n2026-01-02 | Bosaso | 12\n2026-01-03 | Mocha | 3\n",
    "tweet": "RT @agencia: BREAKING!!! 🚨🚨 #Caracas explosion near port https://t.co/x1 😱",
    "capitals": "ARMY SEIZES PORT IN DAWN RAID. MINISTER RESIGNS.",
    "emoji": "👩‍👩‍👧‍👦" * 300,
    "right to left": "قال الرئيس إن الضربة وقعت يوم الاثنين. وأضاف أن القتلى عشرة.",
    "Chinese": "国务院总理 (Li Qiang 李强) met envoys in Beijing.",
    "control characters": "The army\x00 seized\x07 the port\x1b[31m on Monday.\u200b\ufeff\u2028It left.",
    "unpaired": "The army \u201cseized (the [port on Monday.",
    "one word": "a" * 5000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hard_texts_are_read_whole_and_cut_into_sentences(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert sum(len(s) for s in doc.sents) == len(doc)
    assert all(t.lemma_ for t in doc if not t.is_space)


def test_capitals_and_lists_keep_their_sentences(nlp):
    assert [s.text for s in nlp(TEXTS["capitals"]).sents] == ["ARMY SEIZES PORT IN DAWN RAID.", "MINISTER RESIGNS."]
    assert all("\n" not in s.text.strip() for s in nlp(TEXTS["table"]).sents)


@pytest.mark.parametrize("lacking", ["tagger", "parser", "lemmatizer", "ner"])
def test_a_pipeline_that_lacks_a_component_is_refused_with_its_name(lacking):
    pipeline = spacy.blank("en")
    for name in sorted({"tagger", "parser", "lemmatizer", "ner"} - {lacking}):
        pipeline.add_pipe(name)
    with pytest.raises(ModelError, match=f"^other: the pipeline has no {lacking}"):
        language.check(pipeline, "other")


def test_another_pipeline_with_the_usual_components_is_taken(tmp_path, nlp):
    nlp.to_disk(tmp_path / "other")
    doc = language.load(tmp_path / "other")("The army seized the port.")
    assert isinstance(doc, Doc)
    assert [t.tag_ for t in doc] == [t.tag_ for t in nlp("The army seized the port.")]


def test_a_parser_with_other_labels_is_refused(tmp_path):
    pipeline = spacy.blank("en")
    for name in ("tagger", "lemmatizer", "ner"):
        pipeline.add_pipe(name)
    parser = pipeline.add_pipe("parser")
    for label in ("nsubj", "dobj", "prep", "pobj"):
        parser.add_label(label)
    with pytest.raises(ModelError, match=r"no label case, nmod, obj, obl"):
        language.check(pipeline, "other")


@pytest.mark.parametrize(
    ("text", "begins", "cannot"),
    [
        ('Stop." Then rain.', [], ['"', "rain"]),
        ('Stop. "Then rain."', [], ["Then", "rain", '"']),
        ("The end.\n\nNext day", ["Next"], ["end", "day"]),
        ("One\ntwo", [], []),
        ("(See.) It.", [], ["See", ")"]),
        ("He: “Go.” They.", [], ["Go", "”"]),
        ("Panama extradited him. yes", [], ["extradited", "him"]),
        ("With Nayib Bukele. Then", [], ["Nayib", "Bukele"]),
        ("At 5 Then", [], []),
        ("Say, Ana. He", [], ["Ana"]),
        ("(Judge) Hlophe. He", [], ["Judge", ")", "Hlophe"]),
        ("Go?” he", [], ["”", "he"]),
        ("“Go,” Ana", [], ["Go", "”", "Ana"]),
        ("Stop. ``Go", ["`"], ["`"]),
    ],
)
def test_white_space_and_quotation_marks_say_where_sentences_can_begin(text, begins, cannot):
    doc = timeline_sentence_hints(spacy.blank("en")(text))
    states = list(zip([token.text for token in doc], doc.to_array("SENT_START").astype("int64"), strict=True))[1:]
    assert [word for word, state in states if state == 1] == begins
    assert [word for word, state in states if state == -1 and word not in STOPS and not word.isspace()] == cannot
    assert all(state == -1 for word, state in states if word in STOPS or word.isspace())


@pytest.mark.parametrize(
    ("deps", "tags", "pos", "expected"),
    [
        (["nsubj", "ROOT", "det", "obj"], ["NNS", "NN", "DT", "NN"], ["NOUN", "NOUN", "DET", "NOUN"], ("VBP", "VERB")),
        (["nsubj", "ROOT", "det", "obl"], ["NNS", "NN", "DT", "NN"], ["NOUN", "NOUN", "DET", "NOUN"], ("NN", "NOUN")),
        (["nsubj", "ROOT", "det", "obj"], ["NNS", "NN", "DT", "NN"], ["NOUN", "PUNCT", "DET", "NOUN"], ("VBP", "VERB")),
    ],
)
def test_a_noun_that_heads_a_clause_is_a_verb(deps, tags, pos, expected):
    words = ["Rebels", "sign", "a", "truce"]
    doc = Doc(spacy.blank("en").vocab, words=words, deps=deps, heads=[1, 1, 3, 1], tags=tags, pos=pos)
    token = timeline_clause_repair(doc)[1]
    assert (token.tag_, token.pos_) == expected


def test_words_are_no_punctuation():
    doc = Doc(
        spacy.blank("en").vocab,
        words=["embargo", "."],
        deps=["ROOT", "punct"],
        heads=[0, 0],
        tags=["NN", "."],
        pos=["PUNCT"] * 2,
    )
    assert [token.pos_ for token in timeline_clause_repair(doc)] == ["NOUN", "PUNCT"]


def test_the_participle_after_a_day_is_the_verb_of_a_sentence_without_any():
    words = ["Courts", "on", "Tuesday", "freed", "activists", "."]
    labels = ["ROOT", "case", "compound", "amod", "nmod", "punct"]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        deps=labels,
        heads=[0, 4, 4, 4, 0, 0],
        tags=["NNS", "IN", "NNP", "VBN", "NNS", "."],
        pos=["NOUN", "ADP", "PROPN", "VERB", "NOUN", "PUNCT"],
    )
    timeline_clause_repair(doc)
    assert [(token.dep_, token.head.text) for token in doc] == [
        ("nsubj", "freed"), ("case", "Tuesday"), ("obl", "freed"), ("ROOT", "freed"), ("obj", "freed"), ("punct", "Courts"),
    ]  # fmt: skip
    assert doc[3].tag_ == "VBD"
