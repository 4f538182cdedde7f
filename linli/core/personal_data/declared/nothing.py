"""Tables of ground and core that hold nothing about a resident, and why."""

from linli.core.personal_data.declaring import nothing_personal

nothing_personal(
    "who had a matter, who watches it: units and staff at work",
    "matters.Involvement",
    "matters.Watch",
)
nothing_personal(
    "digests and signatures: salted, so that nothing leads back to what was said",
    "matters.SealedEntry",
    "matters.LogTile",
    "matters.Checkpoint",
)
nothing_personal(
    "keys of staff and of recovery, the private halves wrapped: nothing about a resident", "keyring.StaffKey"
)
nothing_personal(
    "templates of letters and their number series, as the centre writes them", "documents.TemplateVersion"
)
nothing_personal("which reminders went out: no words", "clocks.Firing")
nothing_personal(
    "tombstones: that something was erased, not what it said",
    "personal_data.Erasure",
    "personal_data.RetentionRun",
)
nothing_personal(
    "reference data of the centre, about things, places and its own work",
    "matters.Category",
    "matters.Channel",
    "clocks.LimitRow",
    "clocks.Recount",
    "procedures.PublishedProcedure",
    "registers.Text",
    "registers.Provision",
    "calendars.WorkCalendar",
    "calendars.CalendarYear",
    "calendars.CalendarDay",
    "places.Area",
    "places.AreaAlias",
    "places.Cell",
    "places.Edition",
    "places.Landmark",
    "places.HouseNumbers",
)
nothing_personal(
    "units, posts and staff at their work: the register of the centre's own people, not of residents",
    "people.Staff",
    "people.Unit",
    "people.UnitAlias",
    "people.Role",
    "people.Post",
    "people.Posting",
    "people.CellPosting",
    "people.CellText",
    "people.AccountEvent",
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
)
nothing_personal(
    "keyed digests of telephones and addresses, forgotten within hours",
    "people.CodeChallenge",
    "people.Attempt",
)
nothing_personal(
    "ids of matters whose code was shown and drafts sealed under a key outside the database; over within twelve hours",
    "sessions.Session",
)
nothing_personal("signs of life and counts for a moment, nothing that anybody wrote", "linli_cache")
nothing_personal("which changes of the tables were made", "django_migrations")
