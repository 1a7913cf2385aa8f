"""How numbers of matches are written."""

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.754, "+0.75"), (-0.738, "−0.74"), (0.0, "0.00"), (0.004, "0.00"), (-0.004, "0.00"), (-10.0, "−10.00")],
)
def test_a_contribution_has_its_sign_unless_it_is_written_as_nought(value: float, told: str) -> None:
    template = Template("{% load matching_tags %}{{ value|signed }}")
    assert template.render(Context({"value": value})) == told
