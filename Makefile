# PetitionDesk. `make help` lists the targets.
# The environment is .venv in this checkout, made from the hashed lock files.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
STAMP  := $(VENV)/.installed

# What the window needs from the system, as Debian names it; the fonts are for screenshots,
# xvfb and the xcb libraries for the tests that need a real window manager or input method, binutils
# (objdump) for those of the packages.
SYSTEM := python3.11-venv libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 \
          libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
          libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 \
          fonts-noto-cjk xvfb binutils

.DEFAULT_GOAL := help
.PHONY: help demo test lint kills faults damage lifecycle calendar returns consolidation trial measuring input-method office manual lock i18n screenshots screens self-test package package-trial clean system

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(STAMP) ## make a demo registry and open the desk (without a screen: run the tour)
	@$(PY) -m petitiondesk demo --to out/demo

test: $(STAMP) ## every test except the slow suites (under 8 minutes on two cores)
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -m "not slow" -n 2 --dist worksteal

lint: $(STAMP) ## style, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

KILLS ?= 1000
kills: $(STAMP) ## 1,000 kills at work, import, backup, change of key, migration (half an hour; KILLS=200)
	@PETITIONDESK_KILLS=$(KILLS) $(PY) -m pytest -q -m slow tests/data/test_kills.py --timeout 7200

FAULTS ?= 1
faults: $(STAMP) ## every n-th write, sync, rename of the main job fails (half an hour; FAULTS=7 for some)
	@sh tools/system.sh gcc libc6-dev
	@PETITIONDESK_FAULTS=$(FAULTS) $(PY) -m pytest -q -m slow tests/data/test_faults.py --timeout 7200

damage: $(STAMP) ## 300 damages of registry, attachments and keys, 100 of backups (about 10 minutes)
	@$(PY) -m pytest -q -m slow tests/services/test_damage.py tests/services/test_damaged_backups.py \
	  --timeout 3600

lifecycle: $(STAMP) ## 60 clerks who take any step in any order (about 5 minutes)
	@$(PY) -m pytest -q -m slow tests/services/test_lifecycle_machine.py --timeout 3600

calendar: $(STAMP) ## one more holiday among 10,000 open petitions, with its seconds (about a minute)
	@$(PY) -m pytest -q -m slow tests/services/test_calendar_changes.py --timeout 3600

returns: $(STAMP) ## every figure of returns over 20,000 petitions, counted a second time (about 6 minutes)
	@$(PY) -m pytest -q -m slow tests/services/test_returns.py --timeout 3600

consolidation: $(STAMP) ## 500 returns with planted errors made one, with its seconds and memory
	@$(PY) -m pytest -q -m slow tests/services/test_consolidation.py --timeout 3600

trial: $(STAMP) ## 2,816 real petitions imported, searched, exported (5 minutes; they lie beside the project)
	@$(PY) -m pytest -q -m slow tests/services/test_trial_material.py --timeout 3600

input-method: $(STAMP) ## Chinese typed with ibus and with fcitx 4 on a virtual screen (a minute)
	@sh tools/system.sh ibus ibus-libpinyin fcitx-bin fcitx-module-dbus \
	  fcitx-module-x11 fcitx-ui-classic fcitx-pinyin dbus xdotool
	@$(PY) -m pytest -q -m slow tests/ui/test_on_screen.py

measuring: $(STAMP) ## every kind of row of the benchmark and a session at work, on 60 petitions
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -m slow tests/bench --timeout 3600

office: $(STAMP) ## workbooks opened by LibreOffice and compared cell by cell (installs it)
	@sh tools/system.sh libreoffice-calc-nogui
	@$(PY) -m pytest -q -m slow tests/services/test_other_readers.py \
	  tests/exchange/test_forms.py --timeout 1200

manual: $(STAMP) ## the manual's pictures, made by the program in both languages, and checked (2 minutes)
	@$(PY) -m petitiondesk.manual
	@$(PY) -m pytest -q -m slow tests/ui/test_help_pictures.py --timeout 1200

screenshots: $(STAMP) ## every page and dialog, two languages, light and dark, two scales, two screens
	@$(PY) -m petitiondesk.screens out/screens

screens: $(STAMP) ## no text cut, no control covered: all screens, dark, longer words, mirrored (12 minutes)
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -m slow -n 2 tests/ui/test_scenes.py --timeout 3600

i18n: $(STAMP) ## refresh the English catalogue from the sources, and compile it
	@$(PY) -m tests.i18n_catalogue

lock: ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --extra dev -c requirements.lock pyproject.toml \
	  -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --extra build -c requirements.lock pyproject.toml \
	  -o requirements-build.lock

PROGRAM ?=
self-test: $(STAMP) ## the main job, files, fonts, licences, old registries on this machine (PROGRAM=packed one)
	@sh tools/system.sh nsis
	@$(PY) -m petitiondesk self-test
	@PETITIONDESK_PROGRAM=$(PROGRAM) $(PY) -m pytest -q -m slow tests/packaging --timeout 1200

package: ## archive and Debian package in dist/, built clean, tested inside (10 minutes)
	@sh tools/system.sh $(SYSTEM) libpython3.11 patchelf
	@$(PYTHON) tools/packaging/package.py

COMMIT ?= HEAD
package-trial: ## two equal builds; install, self-test, remove in clean Debian 12 and 11 (root; half an hour)
	@sh tools/system.sh $(SYSTEM) libpython3.11 patchelf debootstrap lintian nsis openbox \
	  desktop-file-utils
	@$(PYTHON) tools/packaging/trial.py --commit $(COMMIT)

clean: ## remove what the targets made
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis

system: ## install the system's missing libraries (root on Debian), or name them
	@sh tools/system.sh $(SYSTEM)

$(STAMP): requirements-dev.lock pyproject.toml Makefile
	@sh tools/system.sh $(SYSTEM)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
