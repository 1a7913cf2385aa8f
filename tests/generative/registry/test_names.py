"""Properties of names and codes."""

from hypothesis import given
from hypothesis import strategies as st

from duijie.registry.area_codes import kind_of, parent_codes, tidy_code
from duijie.registry.names import INITIALS_LENGTH, initials_of, name_key, tidy_name
from duijie.registry.validators import doubt_about_uscc, tidy_uscc

names = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, exclude_categories=["Cs"]), max_size=60)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@given(names)
def test_keys_and_initials_fit_their_columns_and_tidying_is_done_once(name):
    assert len(initials_of(name)) <= INITIALS_LENGTH
    assert len(name_key(name)) <= INITIALS_LENGTH
    assert tidy_name(tidy_name(name)) == tidy_name(name)


@given(names, st.sampled_from([" ", "　", "（", "）", "·"]))
def test_signs_and_blanks_do_not_change_the_key(name, sign):
    assert name_key(f"{sign}{name}") == name_key(name) or not name.strip()


@given(st.text("0123456789", min_size=8, max_size=8), st.text(ALPHABET, min_size=9, max_size=9))
def test_exactly_one_last_character_passes_the_check(digits, rest):
    """GB 32100: 31 minus the weighted sum modulo 31, again modulo 31."""
    body = digits + rest
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    passing = [last for last in ALPHABET if doubt_about_uscc(body + last) is None]
    assert passing == [ALPHABET[(31 - total % 31) % 31]]


@given(st.text("0123456789", min_size=1, max_size=14))
def test_codes_are_tidied_once_and_parents_are_shorter_prefixes(code):
    tidy = tidy_code(code)
    assert tidy_code(tidy) == tidy or len(tidy) in {6, 9}
    for parent in parent_codes(tidy):
        assert tidy.startswith(parent)
        assert kind_of(parent) is not None


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_none(text):
    code = tidy_uscc(text)
    assert code is None or code == code.strip()
