"""Le comparatif des moteurs de recherche : ``python -m tests.bench.recherche [--tailles 200,2000]``."""
