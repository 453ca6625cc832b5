"""The HTML doors under one roof: every answer from here carries the pages' security headers."""

from flask import Blueprint

from api.pages.security import secure

# The blueprint has no static folder of its own: `files` serves the assets, compressed and with ETags.
pages = Blueprint("pages", __name__, template_folder="templates")
pages.after_request(secure)
