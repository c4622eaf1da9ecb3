"""What every test runs under: English, one thread per matrix product, repeatable examples."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from glassnet.locales import set_language

# NOTE: nothing above loads NumPy; once it is loaded, its BLAS has chosen its threads.
for variable in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
):
    os.environ[variable] = "1"
os.environ["GLASSNET_LANG"] = "en"

# `pytest --hypothesis-profile=explore` looks for new examples; the seeded one, which is the
# default, gives the same examples on every machine, so that a red test stays red.
COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("seeded", derandomize=True, database=None, **COMMON)
settings.register_profile("explore", max_examples=1000, print_blob=True, **COMMON)
settings.load_profile("seeded")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A test that chooses a language does not choose it for the next one."""
    set_language(None)
    yield
    set_language(None)
