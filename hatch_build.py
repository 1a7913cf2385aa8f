"""Compiles the message catalogues into the wheel, which git does not hold."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """``.mo`` files are ignored by git, so the wheel must be told about them."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from duijie.common.catalogues import compile_catalogues  # noqa: PLC0415 – importable only from here on

        compile_catalogues(source / "duijie")
        build_data["artifacts"] += [f"/{path.relative_to(self.root)}" for path in source.rglob("LC_MESSAGES/*.mo")]
