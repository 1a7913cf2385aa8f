from duijie.matching.models.list_match import ListFile, ListMatch, ListSide
from duijie.matching.models.list_result import ItemSide, ListItem, ListPair

__all__ = ["ItemSide", "ListFile", "ListItem", "ListMatch", "ListPair", "ListSide"]
