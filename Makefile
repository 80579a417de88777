# Every target only calls `python` steps; each of them can be typed by hand as well.

PYTHON ?= python3
VENV := .venv
# Windows keeps the programs of a virtual environment in another folder.
RUN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts/python,$(VENV)/bin/python)
READY := $(VENV)/.ready
PACKED := $(VENV)/.packed

.PHONY: demo test test-all long bench manuals package translations clean

demo: $(READY)
	$(RUN) packaging/translations.py compile
ifeq ($(OS)$(DISPLAY)$(WAYLAND_DISPLAY),)
	@echo "No DISPLAY and no WAYLAND_DISPLAY: the demo runs without a window (--headless)."
	QT_QPA_PLATFORM=offscreen $(RUN) -m atbench demo --headless
else
	$(RUN) -m atbench demo
endif

test: $(READY)
	$(RUN) packaging/translations.py compile
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	$(RUN) -m mypy
	$(RUN) -m mypy --platform win32
	$(RUN) -c "from importlinter.cli import lint_imports_command as lint; lint()"
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(RUN) -m pytest -q -rs -m "not long" -n auto --maxprocesses 4 --dist loadfile

# Everything, also what `test` leaves out because it takes long.
test-all: test long bench

long: $(READY)
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(RUN) -m pytest -q -rP -m long

bench: $(READY)
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(RUN) -m tests.bench

# What the rows of resources/manuals hold of what the manuals name; fails on a gap.
manuals: $(READY)
	$(RUN) -m tests.knowledge.coverage

package: $(PACKED)
	$(RUN) packaging/translations.py compile
	$(RUN) -m PyInstaller --noconfirm --clean packaging/atbench.spec
	QT_QPA_PLATFORM=offscreen dist/atbench/atbench demo --headless

translations: $(READY)
	$(RUN) packaging/translations.py update
	$(RUN) packaging/translations.py compile

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(name, ignore_errors=True) for name in ('.venv', 'build', 'dist')]"

$(READY): pyproject.toml packaging/constraints.txt packaging/system_libraries.txt packaging/hatch_build.py
	$(PYTHON) packaging/system_libraries.py
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --disable-pip-version-check -q -c packaging/constraints.txt -e ".[demo,dev]"
	$(RUN) -c "import pathlib; pathlib.Path('$(READY)').touch()"

$(PACKED): $(READY)
	$(RUN) -m pip install --disable-pip-version-check -q -c packaging/constraints.txt -e ".[demo,dev,package]"
	$(RUN) -c "import pathlib; pathlib.Path('$(PACKED)').touch()"
