"""Sentences of the core as they are kept: values that registers keep as keys are called by their names."""

from duijie.matching.interfaces.stored import sentence
from duijie_match.explain.facts import NAMES
from duijie_match.wording import listed, msg


def test_modes_and_fields_are_called_by_their_names_in_both_languages() -> None:
    told = msg("Another {facet}: wanted {wanted}, offered {offered}.", facet=NAMES["mode"], wanted="service",
               offered=listed(["transfer", "licence"]))  # fmt: skip
    assert sentence(told) == {
        "zh-hans": "合作方式不一致：需求为技术服务，对方为技术转让、技术许可。",
        "en": "Another mode of cooperation: wanted technical service, offered transfer, licence.",
    }
    same = msg("Same {facet}: {value}.", facet=NAMES["field"], value="新材料")
    assert sentence(same)["en"] == "Same technology field: new materials."


def test_the_code_of_an_industry_is_followed_by_its_division() -> None:
    told = msg("Another {facet}: wanted {wanted}, offered {offered}.", facet=NAMES["industry"], wanted="C3443",
               offered=listed(["A0141", "泵阀"]))  # fmt: skip
    assert sentence(told) == {
        "zh-hans": "所属行业不一致：需求为C3443 通用设备制造业，对方为A0141 农业、泵阀。",
        "en": "Another industry: wanted C3443 General-purpose machinery, offered A0141 Agriculture, 泵阀.",
    }


def test_what_is_no_facet_is_left_as_it_is() -> None:
    assert sentence(msg("Both state {quantities}.", quantities="service"))["en"] == "Both state service."
