"""What waits for a curator."""

from flask import render_template

from api.auth import guarded
from api.pages.desk.blueprint import desk


@desk.get("")
@guarded("read")
def overview() -> str:
    """Show the queues, and what happened since the last visit."""
    return render_template("desk/overview.html")
