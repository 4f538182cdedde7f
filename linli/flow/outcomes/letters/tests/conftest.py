from linli.flow.outcomes.tests.conftest import course

__all__ = ["course"]
