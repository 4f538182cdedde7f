"""The API: its operations, and the document that describes them (OpenAPI 3.1)."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from linli.doors.api import problems
from linli.doors.api.entering import Token
from linli.doors.api.operations import figures, looking, matters, receipts, steps
from linli.ground.look.problem import CONTENT_TYPE

DESCRIPTION = """For programs: hotlines, other platforms, supervision. Every operation reads and acts through the same
permissions as the pages. Errors are `application/problem+json`. See docs/extend/api.md."""
PROBLEM = {"$ref": "#/components/schemas/Problem"}


class Api(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the document; problems are said to be what they are sent as."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for answer in operation["responses"].values():
                    content = answer.get("content", {})
                    if content.get("application/json", {}).get("schema") == PROBLEM:
                        answer["content"] = {CONTENT_TYPE: content["application/json"]}
        return schema


api = Api(
    title="Linli", version="1", description=DESCRIPTION, docs_url=None, auth=Token(), urls_namespace="api"
)
problems.listen(api)
api.add_router("/matters", matters.router)
api.add_router("/matters", steps.router)
api.add_router("", looking.router)
api.add_router("/figures", figures.router)
api.add_router("/receipts", receipts.router)
