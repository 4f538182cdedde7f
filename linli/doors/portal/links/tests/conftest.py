from linli.doors.portal.tests.conftest import phone  # noqa: F401
