"""The fields of lists as headings that a reader knows, for where no column of the list is to be named."""

from duijie_match.wording import Message, msg

FIELD_NAMES: dict[str, Message] = {
    "id": msg("Id"),
    "title": msg("Title"),
    "summary": msg("Summary"),
    "body": msg("Content"),
    "keywords": msg("Keywords"),
    "language": msg("Language"),
    "org": msg("Organisation"),
    "area": msg("Area"),
    "industry": msg("Industry"),
    "field": msg("Technology field"),
    "discipline": msg("Discipline"),
    "mode": msg("Mode of cooperation"),
    "budget": msg("Amount"),
    "trl": msg("Technology readiness level"),
    "capacity": msg("Capacity"),
    "kind": msg("Kind of entry"),
    "year": msg("Year"),
    "demand_id": msg("Demand id"),
    "supply_id": msg("Supply id"),
    "demand.title": msg("Demand"),
    "supply.title": msg("Supply"),
    "level": msg("Level"),
    "outcome": msg("Outcome"),
    "score": msg("Score"),
    "exclusive_group": msg("Exclusive group"),
    "chinese": msg("Chinese"),
    "english": msg("English"),
    "synonyms": msg("Synonyms"),
    "chinese_keywords": msg("Chinese keywords"),
    "english_keywords": msg("English keywords"),
    "min": msg("Least load"),
    "max": msg("Greatest load"),
    "cover": msg("Needed"),
}


def field_name(field: str, language: str) -> str:
    """What ``field`` is called; nothing for none, and its key for one that no list of ours has."""
    name = FIELD_NAMES.get(field)
    return name.render(language) if name else field
