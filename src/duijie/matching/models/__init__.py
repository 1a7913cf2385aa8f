from duijie.matching.models.list_match import ListFile, ListMatch, ListSide
from duijie.matching.models.list_result import ListItem, ListPair

__all__ = ["ListFile", "ListItem", "ListMatch", "ListPair", "ListSide"]
