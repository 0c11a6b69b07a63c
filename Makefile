# make report: set up .venv, then build everything from data/reports into output/.  make test: the tests.  make lab: JupyterLab.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data/reports
OUT ?= output
READY := $(VENV)/ready

.PHONY: report test lab clean

report: $(READY)
	$(BIN)/reportkit build $(DATA) --out $(OUT)

test: $(READY)
	$(BIN)/python -m pytest -n 2

lab: $(READY)
	$(BIN)/jupyter lab notebooks

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit('reportkit needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Name another one: make PYTHON=python3.12') if sys.version_info < (3, 11) else None"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt --editable '.[test]'
	touch $(READY)

clean:
	rm -rf $(VENV) $(OUT)
