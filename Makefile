# Thin names for what is done by hand now and then. `./run` and `./test` need none of it.
BIN := $(CURDIR)/.venv/bin
UV := $(shell command -v uv || echo $(BIN)/uv)
TEMPLATES := $(shell find src -path '*/templates/*' -name '*.html')
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 $(UPGRADE)

.PHONY: bench help check fix test messages handbook pictures pages diagrams assets lock

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

check: ## every check but PostgreSQL and the browser
	./test --fast

test: ## every check
	./test

fix: ## put right what the linters can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

messages: ## gather the texts of every app into its catalogues, and compile them
	for app in src/kooperacja/*/locale; do \
		(cd "$$app/.." && $(BIN)/django-admin makemessages -l pl -l en --no-location --no-wrap --no-obsolete \
			&& $(BIN)/django-admin compilemessages) || exit 1; \
	done

handbook: pictures pages ## take the pictures of the handbook anew, and make its pages

pictures: ## take the pictures of the handbook alone; needs Chromium
	PYTHONPATH=src:. $(BIN)/python -m tools.camera

pages: ## make the pages of the handbook that the application shows
	PYTHONPATH=src:. $(BIN)/python -m tools.handbook

diagrams: ## print the state diagrams from their tables
	PYTHONPATH=src:. $(BIN)/python tools/state_diagrams.py

assets: ## compile the committed styles and scripts; only this needs Node
	cd assets && npm ci --no-audit --no-fund && npm run build

lock: ## pin the dependencies anew; `make lock UPGRADE=--upgrade` takes newer ones
	$(COMPILE) pyproject.toml --extra postgres -o requirements/run.txt
	$(COMPILE) pyproject.toml --extra postgres --group dev -o requirements/test.txt
	echo uv | $(COMPILE) - -o requirements/uv.txt

bench: ## measure what the pages cost on a simulated country
	PYTHONPATH=src:. $(BIN)/python -m bench.measure
