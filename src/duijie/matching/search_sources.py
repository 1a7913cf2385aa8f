"""What the search takes from matching: the term lexicon widens its questions."""

from duijie.matching.domain.queries.lexicon import synonyms
from duijie.search.engine.synonyms import register_synonyms

register_synonyms(synonyms)
