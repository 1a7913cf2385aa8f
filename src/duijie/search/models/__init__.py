from duijie.search.models.embedding_choice import ChoiceState, EmbeddingChoice

__all__ = ["ChoiceState", "EmbeddingChoice"]
