"""A list of terms is taken over while somebody changes or removes one of its concepts: neither undoes the other unseen.

A few times in CI; ``./run test --full`` runs two hundred.
"""

from functools import partial

import pytest
from django.core.files.base import ContentFile
from tests.factories.accounts import make_user
from tests.factories.races import at_once, rounds

from duijie.common.editing import StaleError
from duijie.matching.domain import lexicon as domain
from duijie.matching.models import LexiconEntry, LexiconSpelling

pytestmark = pytest.mark.django_db(transaction=True)

of_each = rounds(5, 200)
LINES = "\n".join(f"术语{number},term {number}" for number in range(300))
LIST = f"中文,英文,同义词\n{LINES}\n聚四氟乙烯,PTFE,铁氟龙".encode()


def bring(by: object) -> domain.Taken:
    return domain.import_entries(name="terms.csv", content=ContentFile(LIST), by=by)


@of_each
def test_who_edits_while_a_list_is_taken_over_is_heard_or_told(times: int) -> None:
    by = make_user(role="system_administrator")
    for _ in range(times):
        LexiconEntry.objects.all().delete()
        entry = domain.add_entry(values={"chinese": "聚四氟乙烯", "english": "PTFE"}, by=by)
        edit = partial(domain.edit_entry, entry=entry, version=1, by=by,
                       values={"chinese": "聚四氟乙烯", "english": "PTFE", "synonyms": "特氟龙"})  # fmt: skip
        taken, edited = at_once(partial(bring, by), edit)
        assert isinstance(taken, domain.Taken)
        entry.refresh_from_db()
        is_heard = not isinstance(edited, StaleError)
        assert (entry.version, entry.synonyms) == (2 + is_heard, "铁氟龙")
        assert taken.batch is not None
        assert taken.batch.changes[0] == [
            entry.pk, entry.version, {"chinese": "聚四氟乙烯", "english": "PTFE", "synonyms": "特氟龙" * is_heard},
        ]  # fmt: skip


@of_each
def test_a_concept_that_is_removed_meanwhile_comes_back_as_a_new_one(times: int) -> None:
    by = make_user(role="system_administrator")
    for _ in range(times):
        LexiconEntry.objects.all().delete()
        entry = domain.add_entry(values={"chinese": "聚四氟乙烯", "english": "PTFE"}, by=by)
        taken, removed = at_once(
            partial(bring, by), partial(domain.remove_entry, entry=entry, version=1, by=by)
        )  # fmt: skip
        assert isinstance(taken, domain.Taken)
        found = LexiconSpelling.objects.get(spelling="铁氟龙").entry
        assert (found.pk == entry.pk) == isinstance(removed, StaleError)
        assert (taken.added, taken.changed) == ((300, 1) if found.pk == entry.pk else (301, 0))
