"""Every sentence has its English. Red means: run `python scripts/messages.py` and fill in what it names."""

from babel.messages.pofile import read_po

from linli.ground.look import catalogues, extraction


def app_with(tmp_path, **files):
    (tmp_path / "shop").mkdir()
    for name, text in {"apps.py": "", **files}.items():
        (tmp_path / "shop" / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return tmp_path / "shop"


def test_sentences_are_found_in_code_templates_and_scripts(tmp_path):
    app = app_with(
        tmp_path,
        views__py='_("甲")\nngettext("%(n)s个", "%(n)s个", 2)\n_(\n    "乙"\n    "丙"\n)\n',
        page__html='  {% load i18n %}{% translate "丁" %}\n{% blocktranslate trimmed %}\n 戊{{ n }}\n{% endblocktranslate %}\n{% firstof x _("己") %}',
        app__js='gettext("庚");',
    )
    said = {m.id[0] if isinstance(m.id, tuple) else m.id for m in extraction.extracted(app, "django") if m.id}
    assert said == {"甲", "%(n)s个", "乙丙", "丁", "戊%(n)s", "己"}
    assert [m.id for m in extraction.extracted(app, "djangojs") if m.id] == ["庚"]


def test_translations_are_kept_and_what_is_gone_is_dropped(tmp_path):
    app = app_with(tmp_path, views__py='_("甲")\n_("乙")\n')
    assert extraction.write(app, "django")
    path = extraction.target_of(app, "django")
    path.write_text(
        path.read_text(encoding="utf-8").replace('"甲"\nmsgstr ""', '"甲"\nmsgstr "A"'), encoding="utf-8"
    )
    (app / "views.py").write_text('_("甲")\n_("丙%(n)s")\n', encoding="utf-8")
    report = extraction.check(app, "django")
    assert (report.untranslated, report.stale) == (["丙%(n)s"], ["乙"])
    assert extraction.write(app, "django")
    assert not extraction.write(app, "django")
    with path.open("rb") as file:
        assert {m.id: m.string for m in read_po(file) if m.id} == {"甲": "A", "丙%(n)s": ""}


def test_a_lost_placeholder_is_found(tmp_path):
    app = app_with(tmp_path, views__py='_("还有%(n)s件")\n')
    extraction.write(app, "django")
    path = extraction.target_of(app, "django")
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace('msgstr ""\n', 'msgstr "%(m)s left"\n')
        .replace('msgstr "%(m)s left"\n', 'msgstr ""\n', 1),
        encoding="utf-8",
    )
    assert extraction.check(app, "django").garbled == ["还有%(n)s件"]


def test_the_program_makes_its_own_mo_files(tmp_path):
    app = app_with(tmp_path, views__py='_("甲")\n')
    extraction.write(app, "django")
    assert catalogues.compile_all(tmp_path) == 1
    assert catalogues.compile_all(tmp_path) == 0


def test_every_sentence_has_its_english():
    reports = [
        extraction.check(app, domain) for app in catalogues.apps() for domain in ("django", "djangojs")
    ]
    wrong = [line for report in reports for line in report.lines()]
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_sentence_is_without_a_home():
    assert extraction.homeless() == []
