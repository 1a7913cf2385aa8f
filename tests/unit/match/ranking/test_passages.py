"""From a document to the texts it is scored by, and back to its fields."""

from duijie_match.documents import Document, Kind, Work
from duijie_match.ranking.passages import own_passage, passages


def test_places_lead_back_to_the_fields() -> None:
    passage = own_passage(0, Document("d", Kind.DEMAND, title="球阀", body="密封面磨损", keywords=("阀门", "密封")))
    assert passage.text == "球阀\n密封面磨损\n阀门\n密封"
    assert passage.locate(0, 2) == ("title", 0, 2)
    assert passage.locate(3, 6) == ("body", 0, 3)
    assert passage.locate(12, 14) == ("keywords.1", 0, 2)


def test_each_work_is_a_passage_beside_the_profile() -> None:
    expert = Document("e", Kind.EXPERT, body="材料学", works=(Work("电池", "正极"), Work("", " "), Work("阀门")))
    found = list(passages([Document("a", Kind.ACHIEVEMENT, title="泵"), expert]))
    assert [(p.item, p.text) for p in found] == [(0, "泵"), (1, "材料学"), (1, "电池\n正极"), (1, "阀门")]
    assert found[2].locate(3, 5) == ("works.0.body", 0, 2)


def test_a_document_without_any_text_still_has_its_place() -> None:
    assert [(p.item, p.text) for p in passages([Document("a", Kind.SERVICE)])] == [(0, "")]
