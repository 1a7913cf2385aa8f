"""Each lexical index keeps the contract."""

from duijie_match.lexical.reference import ReferenceLexicalIndex
from duijie_match.lexical.tantivy_index import TantivyLexicalIndex
from duijie_match.testing.lexical import LexicalIndexConformance


class TestReferenceLexicalIndex(LexicalIndexConformance):
    engine = ReferenceLexicalIndex


class TestTantivyLexicalIndex(LexicalIndexConformance):
    engine = TantivyLexicalIndex
