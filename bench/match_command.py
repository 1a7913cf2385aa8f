"""How long ``duijie match`` takes on 1,000 demands × 5,000 rows of supply (about 150 Chinese characters each), and
how much memory.

``python bench/match_command.py`` makes both lists with a fixed seed, prepares the embedding model in an empty data
folder (as set-up does), then runs
the command twice per output format, in processes of their own: cold (no embedding cached) and again. Prints a table,
writes ``var/bench/match_command.json``.
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
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGETS = {"cold_seconds": 120, "again_seconds": 12, "peak_mib": 1229}

TOPICS = {
    "新材料": "铝合金 碳纤维 复合材料 涂层 陶瓷 石墨烯 环氧树脂 稀土永磁 高温合金 聚酰亚胺 纳米粉体 防腐 耐磨 "
    "力学性能 界面结合 烧结",
    "装备": "数控机床 主轴 减速器 轴承 液压 焊接机器人 视觉检测 伺服控制 振动 故障诊断 铸造 锻压 模具 激光切割 "
    "精密装配 误差补偿",
    "能源": "锂电池 固态电解质 光伏组件 储能 氢燃料电池 电堆 热管理 隔膜 逆变器 余热回收 换热器 生物质 电解水 "
    "充放电 循环寿命 能量密度",
    "农业": "水稻 耐盐 育种 茶叶 食用菌 病虫害 绿色防控 土壤改良 水肥一体化 冷链 保鲜 畜禽 饲料 发酵 农机 温室",
    "医药": "中药 提取 多糖 制剂 缓释 靶向 抗体 疫苗 医用敷料 体外诊断 试剂盒 内窥镜 质量控制 活性成分 药效 临床",
    "环保": "印染废水 膜分离 臭氧催化 脱硝 除尘 固废 重金属 土壤修复 污泥 厌氧 氨氮 挥发性有机物 吸附 资源化 监测 达标",
    "信息": "传感器 边缘计算 工业互联网 机器学习 图像识别 数字孪生 数据治理 知识图谱 区块链 加密 无人机 定位 通信 "
    "调度 算法 预测",
    "食品": "白酒 酿造 蛋白 肽 益生菌 功能性 低糖 杀菌 包装 货架期 风味 干燥 速冻 植物基 检测 添加剂",
}  # fmt: skip
NEED = (
    "企业在生产中遇到{a}的{b}问题，",
    "现有{a}工艺{b}不稳定，",
    "拟开发面向{a}的{b}技术，",
    "希望解决{a}与{b}之间的矛盾，",
)
OFFER = (
    "团队研发了{a}与{b}一体化技术，",
    "该成果突破{a}的{b}瓶颈，",
    "本项目提出基于{a}的{b}方法，",
    "已建成{a}{b}中试线，",
)
MIDDLE = (
    "{a}达到{n}%以上，",
    "{a}降低{n}%，",
    "采用{a}和{b}，",
    "重点在{a}、{b}和{c}，",
    "{a}寿命超过{n}0小时，",
    "配套{a}设备，",
)
END = (
    "希望与高校院所合作攻关。",
    "可提供样品和现场数据。",
    "具备产业化条件。",
    "已在多家企业应用。",
    "知识产权清晰，可转让或许可。",
)


def text_of(rng: random.Random, starts: "tuple[str, ...]", length: int = 150) -> "tuple[str, str]":
    """A title and a text of about ``length`` characters on one topic, with a little of another."""
    words = TOPICS[rng.choice(list(TOPICS))].split()
    if rng.random() < 0.3:
        words = words + rng.sample(TOPICS[rng.choice(list(TOPICS))].split(), 3)

    def fill(pattern: str) -> str:
        a, b, c = rng.sample(words, 3)
        return pattern.format(a=a, b=b, c=c, n=rng.randint(5, 98))

    parts = [fill(rng.choice(starts))]
    while sum(map(len, parts)) < length - 15:
        parts.append(fill(rng.choice(MIDDLE)))
    return "".join(rng.sample(words, 2)) + "技术", "".join(parts) + rng.choice(END)


def write_lists(folder: Path, demands: int, supply: int, seed: int = 20240328) -> "tuple[Path, Path]":
    """Both lists as csv."""
    rng = random.Random(seed)
    made = []
    for name, count, prefix, starts in (("demands", demands, "XQ", NEED), ("supply", supply, "CG", OFFER)):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["编号", "名称", "内容", "单位"])
            for number in range(count):
                writer.writerow([f"{prefix}{number + 1:05d}", *text_of(rng, starts), f"单位{number % 311}"])
        made.append(path)
    return made[0], made[1]


def _peak_kib(process: "subprocess.Popen[bytes]", found: "list[int]") -> None:
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        try:
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            found[0] = max(found[0], int(line.split()[1]))
        except (OSError, StopIteration):
            return
        time.sleep(0.02)


def run_once(command: "list[str]", environment: "dict[str, str]") -> "dict[str, float]":
    """Seconds on the clock and on the processor, and peak memory, of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    peak = [0]
    watcher = threading.Thread(target=_peak_kib, args=(process, peak))
    watcher.start()
    status = process.wait()
    seconds = time.perf_counter() - start
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor_seconds": processor, "peak_mib": peak[0] / 1024}


def run() -> int:
    """Make, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demands", type=int, default=1000)
    parser.add_argument("--supply", type=int, default=5000)
    parser.add_argument("--formats", nargs="+", default=["xlsx", "csv"])
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "match_command.json")
    options = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        demands, supply = write_lists(Path(folder), options.demands, options.supply)
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DUIJIE_DATA": str(Path(folder) / "data")}
        prepared = run_once([sys.executable, "-m", "duijie_match.embedding.prepare"], environment)
        print(f"model prepared in {prepared['seconds']:.1f} s")
        print(f"{'output':>6} {'run':>6} {'seconds':>8} {'cpu s':>8} {'peak MiB':>9}")
        for number, suffix in enumerate(options.formats):
            for name in ("cold", "again") if not number else ("again",):
                out = Path(folder) / f"out.{suffix}"
                command = [
                    sys.executable,
                    "-m",
                    "duijie",
                    "match",
                    str(demands),
                    str(supply),
                    "-o",
                    str(out),
                    "--quiet",
                ]
                found = {"output": suffix, "run": name, **run_once(command, environment), "bytes": out.stat().st_size}
                results.append(found)
                print(
                    f"{suffix:>6} {name:>6} {found['seconds']:>8.1f} {found['processor_seconds']:>8.1f} "
                    f"{found['peak_mib']:>9.0f}"
                )
    about = {
        "demands": options.demands, "supply": options.supply, "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load": os.getloadavg(), "targets": TARGETS, "prepare": prepared,
    }  # fmt: skip
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"about": about, "results": results}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run())
