"""The tokens of curators' programs."""

from __future__ import annotations

from typing import Any

from api.auth import asking
from api.db import db
from api.ledger import curators, tokens
from api.models import Curator, Token
from api.resources.doors import Params
from api.resources.writes import Desk
from api.schemas.curator import NewTokenAnswer, TokenAnswer, TokensAnswer, TokenWrite

blueprint = Desk("tokens", __name__, url_prefix="/v1", description="The keys of curators' programs.")


@blueprint.read("/tokens", answer=TokensAnswer)
def list_tokens(params: Params) -> Any:
    """List one's tokens, newest first; an administrator's token lists everybody's."""
    who = asking()
    return {"data": [_row(*found) for found in tokens.listing(db.session, None if who.may("administer") else who.id)]}


@blueprint.write("POST", "/tokens", body=TokenWrite, answer=NewTokenAnswer, scope="read", status=201)
def make_token(body: Params, params: Params) -> Any:
    """Make a token that does and lasts no more than the one that asks."""
    with db.writing() as session:
        owner = curators.of_id(session, asking().id)
        token, secret = tokens.give(session, owner, asked_by=asking(), **body)
        return {"data": _row(token, owner) | {"secret": secret}}


@blueprint.write("DELETE", "/tokens/<int:number>", answer=TokenAnswer, scope="read")
def revoke_token(params: Params, number: int) -> Any:
    """Revoke a token of one's own; an administrator's token revokes anybody's."""
    with db.writing() as session:
        return {"data": _row(*tokens.revoke(session, asking(), number))}


def _row(token: Token, owner: Curator) -> dict[str, Any]:
    shown = ("id", "label", "hint", "scopes", "created_at", "expires_at", "revoked_at", "used_at")
    return {name: getattr(token, name) for name in shown} | {"curator": owner.name}
