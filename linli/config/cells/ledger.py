"""What was recorded is not changed: the database itself refuses it to the role of the web processes and workers.

The owner takes the rights away after its migrations, since new tables bring them along. Only the words of entries may be
emptied, when personal data is erased; `linli verify` finds words that are gone without an erasing.
"""

from django.db import connection

# table: the columns that may be changed all the same
APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "matters_entry": ("body", "salt"),
    "matters_sealedentry": (),
    "matters_checkpoint": (),
    "django_migrations": (),
}
CHANGES = ("UPDATE", "DELETE", "TRUNCATE")
HOLDERS = """
    SELECT DISTINCT r.rolname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = to_regclass(%s) AND a.grantee <> c.relowner AND a.privilege_type = ANY(%s)
"""
OWNED = "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = to_regclass(%s)"


def guard() -> list[str]:
    """Take the right to change the ledger from every role but its owner, who must be asking; return these roles."""
    if connection.vendor != "postgresql":
        return []
    roles: set[str] = set()
    with connection.cursor() as cursor:
        for table, columns in APPEND_ONLY.items():
            cursor.execute(OWNED, [table])
            owned = cursor.fetchone()
            if not owned or not owned[0]:
                continue
            cursor.execute(HOLDERS, [table, list(CHANGES)])
            for (role,) in cursor.fetchall():
                _take_from(role, table, columns)
                roles.add(role)
    return sorted(roles)


def _take_from(role: str, table: str, columns: tuple[str, ...]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE {', '.join(CHANGES)} ON {quote(table)} FROM {quote(role)}")
        if columns:
            cursor.execute(
                f"GRANT UPDATE ({', '.join(map(quote, columns))}) ON {quote(table)} TO {quote(role)}"
            )
