"""Words in the middle of texts are looked for in an index that has them; on SQLite, one unknown to Django."""

import pytest
from django.db import connection
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.registry.domain.queries.records import list_records, text_filter
from duijie.registry.interfaces.record_columns import ordering
from duijie.registry.register import register_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("key", "name"), [("demands", "demand_words"), ("achievements", "achievement_words")])
def test_the_index_of_words_is_there_and_holds_all_that_a_list_asks(key, name):
    """A later column that has the table made anew takes the index away: make it again in that migration. PostgreSQL
    has none: it could not hold long words."""
    by, register = make_user(role="county_officer", area=make_region().north), register_of(key)
    rows = list_records(register, by=by).filter(text_filter(register, "球阀"), archived_at=None)
    query, values = rows.order_by(*ordering(register, "")).values_list("pk").query.sql_with_params()
    table = connection.ops.quote_name(register.model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            assert name not in connection.introspection.get_constraints(cursor, register.model._meta.db_table)
            return
        cursor.execute(
            f"EXPLAIN QUERY PLAN {query.replace(f'FROM {table}', f'FROM {table} INDEXED BY {name}')}", values
        )
        plan = [row[-1] for row in cursor.fetchall()]
    assert any(f"COVERING INDEX {name}" in line for line in plan), plan
