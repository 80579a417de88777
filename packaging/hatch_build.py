"""The build hook: compiles the translations before a wheel or an editable install is put together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    """Runs in the build environment, which has babel (`build-system.requires`)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            script = Path(self.root, "packaging", "translations.py")
            subprocess.run([sys.executable, str(script), "compile"], check=True, cwd=self.root)
