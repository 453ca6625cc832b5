"""Run the diary against the database of the settings, or against a connection handed in."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from api.db import engine_for
from api.models import Base
from api.settings import Settings


def run(connection: Connection) -> None:
    """Migrate within one transaction; SQLite alters tables by copying them."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    settings = Settings.read()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with engine_for(settings.database_url).connect() as opened:
        run(opened)
        opened.commit()
