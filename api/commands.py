"""`flask --app api.app curators ...`: people and their ways in, from the machine that the service runs on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import DBAPIError

from api.db import db
from api.ledger import curators as ledger
from api.ledger import passwords, tokens
from api.rules.refusals import Refusal


class Telling(AppGroup):
    """Commands that say in one line what was refused."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a refusal and a record that cannot be reached are told without a trace."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(f"{refusal.detail} {refusal.fix or ''}".strip()) from refusal
        except DBAPIError as error:
            raise click.ClickException("The record cannot be reached, or is not set up: `make setup` does it.") from error


@click.group(cls=Telling, name="curators", help="Who may change the record. The first administrator is made here.")
def curators() -> None:
    """Who may change the record."""


NAME = click.argument("name")
ROLE = click.Choice(list(ledger.ROLES))
STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input, for scripts; otherwise it is asked for twice, unseen.")


@curators.command()
@NAME
@click.option("--role", type=ROLE, required=True, help="What they may do.")
@STDIN
@with_appcontext
def add(name: str, role: str, password_stdin: bool) -> None:
    """Add a curator with a password."""
    kept = passwords.hashed(_password(password_stdin), name=ledger.spelled(name))
    with db.writing() as session:
        made = ledger.add(session, name, role, kept=kept)
    click.echo(f"{made.name}, {role}, signs in at /desk/sign-in.")


@curators.command()
@NAME
@click.argument("role", type=ROLE)
@with_appcontext
def role(name: str, role: str) -> None:
    """Give a curator another role."""
    with db.writing() as session:
        curator = ledger.named(session, name)
        ledger.give_role(session, curator, role)
    click.echo(f"{curator.name}: {role}.")


@curators.command()
@NAME
@with_appcontext
def disable(name: str) -> None:
    """Let a curator in no more; ends their sign-ins and tokens."""
    with db.writing() as session:
        curator = ledger.named(session, name)
        ledger.disable(session, curator)
    click.echo(f"{curator.name} is disabled; every sign-in and token of theirs has ended.")


@curators.command()
@NAME
@with_appcontext
def enable(name: str) -> None:
    """Let a curator in again."""
    with db.writing() as session:
        curator = ledger.named(session, name)
        ledger.enable(session, curator)
    click.echo(f"{curator.name} may sign in again; old tokens stay revoked.")


@curators.command()
@NAME
@STDIN
@with_appcontext
def password(name: str, password_stdin: bool) -> None:
    """Set a curator's password; ends their sign-ins."""
    kept = passwords.hashed(_password(password_stdin), name=ledger.spelled(name))
    with db.writing() as session:
        curator = ledger.named(session, name)
        ledger.set_password(session, curator, kept)
    click.echo(f"{curator.name} has a new password; every sign-in of theirs has ended.")


@curators.command()
@NAME
@click.option("--label", required=True, help="What the token is for.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(ledger.SCOPES), help="What it may do; may be given several times.")
@click.option("--days", type=int, default=tokens.DAYS, show_default=True, help="How long it lasts.")
@with_appcontext
def token(name: str, label: str, scopes: Sequence[str], days: int) -> None:
    """Make a token for the API and print it, this once."""
    with db.writing() as session:
        made, secret = tokens.give(session, ledger.named(session, name), label=label, scopes=scopes, days=days)
    click.echo(f"Keep this token: it is shown once. It ends on {made.expires_at:%Y-%m-%d}.", err=True)
    click.echo(secret)


@curators.command(name="list")
@with_appcontext
def list_all() -> None:
    """List the curators."""
    for curator in ledger.listing(db.session):
        last = f"last sign-in {curator.visited_at:%Y-%m-%d}" if curator.visited_at else "never signed in"
        click.echo(f"{curator.name}\t{curator.role}\t{'disabled' if curator.disabled_at else last}")


def _password(from_stdin: bool) -> str:
    """A password that no list of processes and no history of commands ever shows."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def init_commands(app: Flask) -> None:
    """Give `flask --app api.app` its commands."""
    app.cli.add_command(curators)
