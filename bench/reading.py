"""How fast lists are read and checked, and how much memory that takes.

``python bench/reading.py`` writes lists of 5,000, 20,000 and 50,000 rows (xlsx with shared strings, as Excel writes
it, and csv), reads each in a
process of its own, prints a table and writes ``var/bench/reading.json``. ``--rows`` changes the sizes.
"""

import argparse
import csv
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    "需求编号",
    "需求名称",
    "需求描述",
    "关键词",
    "企业名称",
    "所在地区",
    "所属行业",
    "预算（万元）",
    "成熟度",
    "联系人",
    "联系电话",
    "备注",
)
WORDS = [
    "高效",
    "换热",
    "固态",
    "电池",
    "电解质",
    "水稻",
    "育种",
    "印染",
    "废水",
    "处理",
    "激光",
    "焊接",
    "机器人",
    "视觉",
    "检测",
    "轴承",
    "润滑",
    "涂层",
    "耐磨",
    "铸造",
    "合金",
    "稀土",
    "催化",
    "传感器",
    "数据",
    "采集",
    "边缘",
    "计算",
    "智能",
    "制造",
    "工艺",
    "优化",
    "能耗",
    "降低",
    "成本",
    "提高",
    "强度",
    "寿命",
    "中药",
    "提取",
    "发酵",
    "蛋白",
    "肽",
    "饲料",
    "添加剂",
    "冷链",
    "物流",
    "包装",
    "可降解",
    "材料",
    "光伏",
    "储能",
    "氢能",
    "燃料",
    "阀门",
    "密封",
    "泵",
]


def rows_of(count: int, seed: int = 1) -> "list[list[object]]":
    """``count`` rows of about 200 characters, one in fifty with something wrong."""
    rng = random.Random(seed)
    rows: list[list[object]] = []
    for number in range(count):
        body = "".join(rng.choices(WORDS, k=60))
        money: object = rng.choice([30, "30万", "50-80", "面议", "不超过200", "1-2亿元"])
        row: list[object] = [
            f"XQ{number:06d}", "".join(rng.choices(WORDS, k=6)), body, "、".join(rng.choices(WORDS, k=4)),
            f"某某{number % 997}有限公司", f"第{number % 9 + 1}县", rng.choice(["机械制造", "新材料", "农业"]), money,
            rng.choice(["中试", "6", "TRL7", ""]), "张三", 13800000000 + number, "",
        ]  # fmt: skip
        if number % 50 == 49:
            row[rng.choice([2, 7, 8])] = rng.choice(["", "-5万", "很成熟"])
        rows.append(row)
    return rows


def write_lists(folder: Path, count: int) -> "dict[str, Path]":
    """The same rows as xlsx and csv."""
    rows = rows_of(count)
    book_path, csv_path = folder / f"{count}.xlsx", folder / f"{count}.csv"
    book = xlsxwriter.Workbook(str(book_path))
    sheet = book.add_worksheet("需求")
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, "2024年企业技术需求汇总表")
    for number, row in enumerate([HEADER, *rows], start=1):
        sheet.write_row(number, 0, row)
    book.close()
    with csv_path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return {"xlsx": book_path, "csv": csv_path}


def peak_kib() -> int:
    """The most memory this process ever held. Linux keeps ``ru_maxrss`` over exec, so there the kernel's own mark
    is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(path: str) -> None:
    """Read ``path`` as a stream and print what it took as JSON."""
    from duijie_match.documents import Kind  # noqa: PLC0415 – only the process that measures needs them
    from duijie_match.lists.reading import open_list  # noqa: PLC0415 – as above

    before = peak_kib()
    start = time.perf_counter()
    processor = time.process_time()
    count = 0
    with open_list(path, Kind.DEMAND) as reader:
        for _ in reader.documents():
            count += 1
        problems = len(reader.problems)
    seconds = time.perf_counter() - start
    processor = time.process_time() - processor
    print(
        json.dumps(
            {
                "documents": count,
                "problems": problems,
                "seconds": seconds,
                "start_kib": before,
                "processor_seconds": processor,
                "growth_kib": peak_kib() - before,
            }
        )
    )


def run() -> int:
    """Write, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[5_000, 20_000, 50_000])
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "reading.json")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure)
        return 0
    results = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    print(
        f"{'rows':>7} {'format':>6} {'MB':>6} {'seconds':>8} {'rows/s':>8} {'rows/cpu s':>10} "
        f"{'problems':>9} {'peak growth MiB':>16}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for count in options.rows:
            for kind, path in write_lists(Path(folder), count).items():
                command = [sys.executable, __file__, "--measure", str(path)]
                done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
                found = json.loads(done.stdout)
                result = {
                    "rows": count,
                    "format": kind,
                    "bytes": path.stat().st_size,
                    **found,
                    "rows_per_second": count / found["seconds"],
                }
                results.append(result)
                print(
                    f"{count:>7,} {kind:>6} {result['bytes'] / 1e6:>6.1f} {result['seconds']:>8.2f} "
                    f"{result['rows_per_second']:>8,.0f} "
                    f"{count / result['processor_seconds']:>10,.0f} "
                    f"{result['problems']:>9,} {result['growth_kib'] / 1024:>16.1f}"
                )
                path.unlink()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    about = {"python": platform.python_version(), "processors": os.cpu_count(), "target_rows_per_second": 2500}
    options.out.write_text(json.dumps({"about": about, "results": results}, indent=1) + "\n", encoding="utf-8")
    slow = [result for result in results if result["rows_per_second"] < 2500]
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(run())
