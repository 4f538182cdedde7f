from linli.flow.handling.supervision.tests.conftest import answer, issue, leak, pass_to  # noqa: F401
