"""The curators' pages under one roof: never kept by a cache, and each with its guard."""

from flask import Blueprint, Response, redirect, request, url_for

from api.auth import identified
from api.pages.security import secure
from api.rules.refusals import NotSignedIn

desk = Blueprint("desk", __name__, url_prefix="/desk", template_folder="../templates")
desk.after_request(secure)


@desk.after_request
def keep_private(response: Response) -> Response:
    """What curators see is kept by no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


@desk.context_processor
def who_asks() -> dict[str, object]:
    """Every page of the desk knows its curator."""
    return {"who": identified()}


@desk.errorhandler(NotSignedIn)
def sign_in_first(refusal: NotSignedIn) -> Response:
    """Lead who is not signed in to the sign-in, and back afterwards."""
    onward = request.full_path.rstrip("?") if request.method == "GET" else url_for("desk.overview")
    return redirect(url_for("desk.sign_in", next=onward), 303)  # type: ignore[return-value]
