"""A city's registers by the hundred thousand, for the benchmarks of pages: made once and kept where ``--data`` says.

``prepared`` gives a database with them, SQLite or PostgreSQL; ``make_index`` the search index. All content is generated
from one seed, so both databases hold the same rows under the same numbers.
"""

# ruff: noqa: PLC0415, SIM905 – Django is imported once ``prepared`` has set the environment; words beside each other

import contextlib
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench._scratch import scratch_folder

ROOT = Path(__file__).resolve().parents[1]
BATCH, COPIES = 4000, 20
TOWNSHIPS = 12
GOODS = (
    "深沟球轴承 超低温球阀 食用菌烘干机 高速电主轴 水泵叶轮 锂电池隔膜 竹纤维餐具 污水处理菌剂 陶瓷刀具 缝纫机旋梭 "
    "印染废水 光学镜片 丝杠导轨 注塑模具 铝合金压铸件 中药饮片 冻干粉针 智能电表 激光焊机 氢燃料电堆 茶叶色选机 "
    "水稻插秧机 纺织助剂 密封胶条 变频压缩机"
).split()
WISHES = (
    "降低噪声与振动 提高密封寿命 减少能耗三成 替代进口部件 在线检测裂纹 延长保质期 缩短烘干时间 提升表面硬度 "
    "控制变形量 提高良品率 自动分拣 余热回收 无损检测 远程运维 减少粉尘 提高收得率 快速换型 数字孪生建模"
).split()
PLACES = "云溪 北渡 南屏 海晏 西岭 石桥 玉带 青岚 长汀 梅岭 白鹭 龙湾".split()
NAMES = "恒力 长兴 新材 智造 重工 乐源 光电 生物 轴承 精工 华瑞 金鼎 远望 科达 天工 同济 正源 博远".split()
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗", "伟芳娜敏静磊强军洋勇艳杰涛明超霞平刚桂文博宇轩涵"
INDUSTRIES = "C3443 C3452 C1713 C2720 C1353 C3841 C2041 C3073 I6513 D4620 C4040 C3571".split()
FIELDS = "electronics biology aerospace materials energy environment manufacturing".split()
STATES = {
    "found": 9, "verified": 6, "published": 14, "matched": 8, "contacted": 7, "solving": 10, "solved": 21,
    "unsolved": 10, "closed": 15,
}  # fmt: skip


def option(name: str, default: str) -> str:
    """``--name=value`` of the command line."""
    return next((one.partition("=")[2] for one in sys.argv[1:] if one.startswith(f"--{name}=")), default)


@contextlib.contextmanager
def prepared(*, rows: int, database: str, data: str = "", make: Callable[[int], Any] | None = None) -> Iterator[None]:
    """Django, set up on a database with ``rows`` demands, twice as many achievements and half as many experts; or with
    what ``make`` makes of ``rows``.

    With ``data``, a folder, what was made is found there again the next time: the index and either database.
    """
    folder = Path(data or scratch_folder()).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    models = ROOT / "var" / "models"
    if models.is_dir() and not (folder / "models").exists():
        (folder / "models").symlink_to(models)
    os.environ |= {
        "DUIJIE_DATA": str(folder), "DUIJIE_HOSTS": "testserver,127.0.0.1", "DUIJIE_SECRET_KEY": "bench",
        "DJANGO_SETTINGS_MODULE": "duijie.settings.test", "DUIJIE_IDLE_MINUTES": "600",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }  # fmt: skip
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    with contextlib.ExitStack() as stack:
        if database == "postgres":
            from tools.postgres import running_postgres

            kept = folder / "postgres" if data else None
            os.environ["DATABASE_URL"] = stack.enter_context(running_postgres(kept, ("shared_buffers=1GB",)))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        (make or (lambda count: Seeds(count).make()))(rows)
        with connection.cursor() as cursor:  # what both databases do by themselves in the course of a day
            cursor.execute("VACUUM ANALYZE" if database == "postgres" else "ANALYZE")
        yield


def places() -> Any:
    """The region with its ten counties, in a fixed order: region, counties."""
    from tests.factories.registry import make_area, make_region

    region = make_region()
    more = [make_area(f"9701{30 + number}", f"第{number}县", "county", region.city) for number in range(8)]
    return region, [region.north, region.south, *more]


class Seeds:
    """Everything, in the order in which rows refer to each other; nothing where there are demands already."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.source = random.Random(20)

    def make(self) -> None:
        from duijie.matching.models import MatchRun

        if MatchRun.objects.exists():  # what is made last
            return
        self.make_ground()
        self.demands = self.store(self.rows, self.demand, title="title || '-{copy}'")
        self.achievements = self.store(2 * self.rows, self.achievement, title="title || '-{copy}'")
        self.persons = self.store(self.rows // 2 + self.rows // 10, self.person)
        self.services = self.store(self.rows // 20, self.service, title="title || '-{copy}'")
        self.carriers = self.store(self.rows // 200, self.carrier, title="title || '-{copy}'")
        self.make_parts()
        from bench.seeded_passages import make_passages

        make_passages()
        from bench.seeded_matches import make_matches

        make_matches(self)

    def make_ground(self) -> None:
        """What records refer to: an account, departments, areas, organisations. Ends the program where an earlier one
        was interrupted."""
        from tests.factories.accounts import make_user
        from tests.factories.registry import make_area

        from duijie.accounts.models import Department
        from duijie.common import clock
        from duijie.demands.models import Demand

        self.region, self.counties = places()
        if Demand.objects.exists():
            raise SystemExit("An earlier run was interrupted while it made the rows: remove the folder of --data.")
        self.now = clock.now()
        self.by = make_user(role="city_officer", area=self.region.city, username="seed")
        self.departments = list(
            Department.objects.bulk_create(
                Department(key=f"b{n}", name=f"{name}局") for n, name in enumerate("经人财教")
            )
        )
        self.areas, self.weights = [], []
        for number, county in enumerate(self.counties):
            towns = [make_area(f"{county.code}{100 + n}", f"第{n}镇", "township", county) for n in range(TOWNSHIPS)]
            self.areas += [county, *towns]
            self.weights += [20.0 / (number + 2), *[1.0 / (number + 2)] * TOWNSHIPS]
        self.organisations = self.store(self.rows // 5, self.organisation, name="name || {copy}")

    def store(self, count: int, make: Callable[[int], Any], **copied: str) -> list[int]:
        """The numbers of ``count`` rows: a twentieth from ``make``, of which the database makes the others as copies.
        ``copied`` says of columns what stands in the copy number ``{copy}``; ``{made}`` is how many were made.
        """
        made = count if count < 20 * COPIES else -(-count // COPIES)
        rows = [make(number) for number in range(made)]
        self.multiply(rows, count, made, **copied)
        return list(range(rows[0].pk, rows[0].pk + count))

    def multiply(self, rows: Sequence[Any], count: int, made: int, **copied: str) -> None:
        """Store ``rows``, and copies of them until there are ``count``. ``made``, of which ``copied`` may speak, is by
        how much the numbers of what they refer to differ from one copy to the next."""
        from django.db import connection

        model = type(rows[0])
        model._default_manager.bulk_create(rows, batch_size=BATCH)
        first, table = rows[0].pk, model._meta.db_table
        names = [column.column for column in model._meta.concrete_fields if column.column != "id"]
        with connection.cursor() as cursor:
            for copy in range(1, -(-count // len(rows))):
                values = [
                    copied[name].format(copy=copy, made=made) if name in copied else f'"{name}"' for name in names
                ]
                columns = ", ".join(f'"{name}"' for name in names)
                cursor.execute(
                    f'INSERT INTO "{table}" ({columns}) SELECT {", ".join(values)} FROM "{table}" '
                    f"WHERE id BETWEEN {first} AND {first + len(rows) - 1} ORDER BY id LIMIT {count - copy * len(rows)}"
                )

    def record(self, number: int) -> dict[str, Any]:
        """What all records have: an area more often in large counties, a firm, moments of the last five years."""
        source = self.source
        (area,) = source.choices(self.areas, self.weights)
        made = self.now - timedelta(minutes=int(2_600_000 * source.random() ** 1.6))
        return {
            "area": area, "zone": self.region.zone if source.random() < 0.08 else None,
            "organisation_id": source.choice(self.organisations) if source.random() < 0.8 else None,
            "organisation_name": self.firm(), "created_at": made,
            "updated_at": made + (self.now - made) * source.random() ** 3,
            "archived_at": self.now if source.random() < 0.03 else None,
            "disclosure": "internal" if source.random() < 0.1 else "registered",
        }  # fmt: skip

    def texts(self, number: int) -> dict[str, Any]:
        source, good = self.source, self.source.choice(GOODS)
        made = source.choice(("关键技术", "方法", "装置", "工艺", "系统"))
        return {
            "title": f"{good}{source.choice(WISHES)}的{made}{number}",
            "body": "" if source.random() < 0.002 else self.sentences(good, source.randint(2, 9)),
            "keywords": "；".join(source.sample(WISHES, 3)), "industry": source.choice(INDUSTRIES),
            "field": source.choice(FIELDS) if source.random() < 0.9 else "",
        }  # fmt: skip

    def sentences(self, good: str, count: int) -> str:
        source = self.source
        return "".join(
            f"{good}在{source.randrange(20, 200)}℃下{source.choice(WISHES)}，目前只达到{source.randrange(10, 99)}%，"
            f"希望年产{source.randrange(1, 900)}万件时{source.choice(WISHES)}。"
            for _number in range(count)
        )

    def firm(self) -> str:
        source = self.source
        names = [source.choice(PLACES), source.choice(NAMES), source.choice(NAMES)]
        return "".join([*names, source.choice(("有限公司", "股份有限公司", "厂"))])

    def organisation(self, number: int) -> Any:
        from duijie.registry.domain.organisations import derive
        from duijie.registry.models import Organisation

        kind = self.source.choices(("enterprise", "university", "institute", "service_agency"), (90, 2, 4, 4))[0]
        (area,) = self.source.choices(self.areas, self.weights)
        made = Organisation(
            name=f"{self.firm()[:-1]}{number}", kind=kind, area=area, staff=self.source.randrange(5, 3000),
            industry=self.source.choice(INDUSTRIES), zone=self.region.zone if self.source.random() < 0.08 else None,
            contact_name=self.name(), created_at=self.now - timedelta(hours=self.source.randrange(40_000)),
        )  # fmt: skip
        derive(made)
        return made

    def name(self) -> str:
        return self.source.choice(SURNAMES) + "".join(self.source.sample(GIVEN, 2))

    def demand(self, number: int) -> Any:
        from duijie.demands.models import Demand

        source, record = self.source, self.record(number)
        kind = source.choices(("technology", "talent", "finance", "policy", "ip", "testing"), (70, 9, 8, 4, 4, 5))[0]
        handed = kind != "technology" and source.random() < 0.5
        return Demand(
            **record, **self.texts(number), kind=kind, state=source.choices([*STATES], [*STATES.values()])[0],
            source=source.choice(("visit", "enterprise", "event", "import", "")), contact_name=self.name(),
            contact_phone="13800000000", mode=source.choice(("development", "transfer", "consulting", "any", "")),
            found_on=record["created_at"].date() if source.random() < 0.8 else None,
            budget_from=source.choice((None, 10, 20, 50, 80, 100)), targets="" if number % 3 else "精度不低于0.01毫米",
            department=source.choice(self.departments) if handed else None,
            due_on=(record["created_at"] + timedelta(days=30)).date() if handed else None,
            deadline=(record["created_at"] + timedelta(days=200)).date() if number % 4 == 0 else None,
        )  # fmt: skip

    def achievement(self, number: int) -> Any:
        from duijie.registry.models import Achievement

        source = self.source
        kind = source.choices(("invention", "utility", "software", "variety", "other"), (50, 25, 10, 5, 10))[0]
        return Achievement(
            **self.record(number), **self.texts(number), kind=kind, trl=source.choice((None, 3, 4, 5, 6, 7, 8)),
            stage=source.choice(("rd", "small_trial", "pilot", "sample", "")),
            modes=source.choice(("transfer", "licence", "")),
        )  # fmt: skip

    def person(self, number: int) -> Any:
        from duijie.registry.domain.records import derive
        from duijie.registry.models import Person

        texts = self.texts(number)
        made = Person(
            **self.record(number), name=self.name(), is_expert=number % 6 != 0, field=texts["field"],
            industry=texts["industry"], keywords=texts["keywords"], profile=texts["body"][:300],
            research=texts["title"], rank=self.source.choice(("senior", "deputy", "intermediate")),
            mobile="13900000000",
        )  # fmt: skip
        derive(made)
        return made

    def service(self, number: int) -> Any:
        from duijie.registry.models import Service

        return Service(
            **self.record(number), **self.texts(number), kind=self.source.choice(("transfer", "training", "other"))
        )

    def carrier(self, number: int) -> Any:
        from duijie.registry.models import Carrier

        return Carrier(
            **self.record(number), **self.texts(number), kind=self.source.choice(("incubator", "fund", "other"))
        )

    def make_parts(self) -> None:
        """Works, tags, comments, history, and what the audit says of steps."""
        from duijie.common.models import AuditEvent
        from duijie.demands.models import Demand
        from duijie.registry.models import Achievement, Comment, OrganisationTag, Work

        source = self.source
        self.store(
            2 * len(self.persons),
            lambda n: Work(person_id=self.persons[n // 2], title=self.texts(n)["title"], year=2010 + n % 15),
            person_id="person_id + {copy} * {made} / 2",
        )

        def tag(number: int) -> Any:
            begins = self.now.date() - timedelta(days=source.randrange(2000))
            return OrganisationTag(
                organisation_id=self.organisations[number], from_on=begins, to_on=begins + timedelta(days=1095),
                kind=source.choice(("hnte", "tech_sme", "provincial_sme", "above_scale")),
            )  # fmt: skip

        self.store(len(self.organisations), tag, organisation_id="organisation_id + {copy} * {made}")
        for noun, numbers in (("demand", self.demands), ("achievement", self.achievements)):
            self.store(
                len(numbers) // 10,
                lambda n, noun=noun, numbers=numbers: Comment(  # type: ignore[misc]
                    register=noun,
                    record=numbers[n % (len(numbers) // 30 + 1) * 25 % len(numbers)],
                    by=self.by,
                    text="已电话联系",
                ),
            )
        for model, numbers in ((Demand, self.demands), (Achievement, self.achievements)):
            chosen = model._default_manager.filter(pk__in=numbers[:: max(1, len(numbers) // 4000)][:4000])
            history: Any = model.history.model
            kept = {column.attname for column in history._meta.concrete_fields}
            names = [column.attname for column in model._meta.concrete_fields if column.attname in kept]
            history.objects.bulk_create(
                history(history_date=self.now, history_type=kind, **{name: getattr(one, name) for name in names})
                for one in chosen
                for kind in "+~~"
            )
        steps = ("demand.add", "demand.publish", "demand.solved")

        def event(number: int) -> Any:
            return AuditEvent(
                at=self.now - timedelta(minutes=source.randrange(1_000_000)), verb=steps[number % 3],
                target_label="需求", target_type="demands.demand", target_id=str(self.demands[number // 2]),
                detail={"to": "x"},
            )  # fmt: skip

        target = "CAST(CAST(target_id AS BIGINT) + {copy} * {made} / 2 AS TEXT)"
        self.store(2 * self.rows, event, target_id=target)
