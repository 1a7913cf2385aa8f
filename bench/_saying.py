"""How pages and pictures name the sets, and the day and machine that figures were measured on."""

import datetime
from collections.abc import Mapping
from typing import Any

SETS = {
    "sbir": "SBIR: topics of American agencies, abstracts of the firms that met them",
    "sbir-firms": "SBIR: topics of American agencies, the firms that met them by what else these did",
    "chinaxiv": "ChinaXiv: Chinese abstracts, the English abstract of the same paper",
    "chinaxiv-back": "ChinaXiv: English abstracts, the Chinese abstract of the same paper",
    "chinaxiv-zh": "ChinaXiv: Chinese titles with keywords, the Chinese abstract of the same paper",
    "chinaxiv-keywords": "ChinaXiv: Chinese keywords alone, the Chinese abstract of the same paper",
    "chinaxiv-several": "ChinaXiv: two Chinese abstracts in one text, the English abstract of one of the papers",
    "chinaxiv-mixed": "ChinaXiv: Chinese titles with keywords, the English abstract among abstracts in both languages",
    "chinaxiv-mixed-back": "ChinaXiv: English titles with keywords, the Chinese abstract among abstracts in both",
}
SHIPPED = "as shipped"
SHORT = {
    "sbir": "SBIR",
    "sbir-firms": "SBIR firms",
    "chinaxiv": "ChinaXiv zh → en",
    "chinaxiv-back": "ChinaXiv en → zh",
    "chinaxiv-zh": "ChinaXiv zh → zh",
    "chinaxiv-keywords": "ChinaXiv words → zh",
    "chinaxiv-several": "ChinaXiv two wishes",
    "chinaxiv-mixed": "ChinaXiv zh → en in both",
    "chinaxiv-mixed-back": "ChinaXiv en → zh in both",
}


def day(about: Mapping[str, Any]) -> str:
    """27 November 2026"""
    when = datetime.date.fromisoformat(about["date"])
    return f"{when.day} {when:%B %Y}"


def machine(about: Mapping[str, Any]) -> str:
    """Processor, cores and memory."""
    instructions = {True: ", with VNNI", False: ", without VNNI"}.get(about["vnni"], "")
    return f"{about['processor']}{instructions}, {about['cores']} cores, {about['memory_gib']:g} GiB"


def measured(about: Mapping[str, Any]) -> str:
    """Day, machine, versions and what else ran."""
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    return f"{day(about)}, {machine(about)}, load {about['load']:g}; Python {about['python']}, {versions}"


def measured_notes(parts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """One line for each day and machine; where there are several it says of which parts."""
    lines: dict[str, list[str]] = {}
    for name, part in parts.items():
        if "about" in part:
            lines.setdefault(f"{day(part['about'])}, {machine(part['about'])}", []).append(name)
    if len(lines) == 1:
        return [f"Measured {line}." for line in lines]
    return [f"{', '.join(names)}: measured {line}." for line, names in lines.items()]
