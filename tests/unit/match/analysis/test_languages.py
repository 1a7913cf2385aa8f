"""Chinese or not."""

import pytest

from duijie_match.analysis.languages import detect_language


@pytest.mark.parametrize(
    "text, language",
    [
        ("高温球阀密封", "zh"),
        ("ball valve sealing", "en"),
        ("MEMS 传感器", "zh"),
        ("A study of 方山 county and its villages", "en"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text) == language
