"""The schema: migrations and tables agree, and an up-to-date database opens without Alembic."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from record_builder import BRIDGE, bridge, sha

from tocsin.store.schema import HEAD, REVISIONS, metadata
from tocsin.store.view import View
from tocsin.store.writer import Writer


def test_migrations_build_the_tables_that_the_code_uses(address: str) -> None:
    with Writer.open(address) as writer, writer._connection.begin():
        context = MigrationContext.configure(writer._connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", "tocsin.store:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(REVISIONS))
    assert scripts.get_heads() == [HEAD]


OPENED = """
import sys
from tocsin.store.view import View
assert "tocsin.store.writer" not in sys.modules
with View.open(sys.argv[1]) as view:
    assert view.counts().documents == 1
from tocsin.store.writer import Writer
with Writer.open(sys.argv[1]) as writer:
    pass
print([name for name in sys.modules if name.partition(".")[0] == "alembic"])
"""


def test_an_up_to_date_database_opens_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with Writer.open(path) as writer:
        writer.keep(bridge())
    ended = subprocess.run([sys.executable, "-c", OPENED, str(path)], capture_output=True, check=True, text=True)
    assert ended.stdout.strip() == "[]"


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    script = "import tocsin.store.schema as s, sys\nfrom tocsin.store.writer import Writer\nimport alembic.op, os\n"
    kill = "alembic.op.create_index = lambda *a, **k: os._exit(9)\nWriter.open(sys.argv[1])\n"
    ended = subprocess.run([sys.executable, "-c", script + kill, str(path)], capture_output=True, check=False, text=True)
    assert ended.returncode == 9, ended.stderr
    with Writer.open(path) as writer:
        writer.keep(bridge())
    with View.open(path) as view:
        assert view.document(sha(BRIDGE)) == bridge()
