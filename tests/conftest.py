"""One profile for all property tests: the same examples in every run, so that a failure is a change and no accident.

HYPOTHESIS_PROFILE=search looks for new ones: HYPOTHESIS_PROFILE=search python -m pytest tests
"""

import os

from hypothesis import HealthCheck, Phase, settings

TELL = [Phase.explicit, Phase.generate]  # a failure is told at once; making it small can take minutes and is for the search
settings.register_profile(
    "steady", derandomize=True, phases=TELL, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile(
    "search", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
