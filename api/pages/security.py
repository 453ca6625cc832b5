"""What a page may load: only this origin, no inline script or style; and no frame around it but around the map made for frames."""

from flask import Response, request

# MapLibre starts its worker from a file of ours, hands decoded images around as blobs, and draws
# the icons of its stylesheet from data addresses; nothing else needs an exception.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

# The one page that other sites may frame: it takes no input but its address and links out of the frame.
FRAMED = {"pages.embed"}


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


HEADERS = {
    "Content-Security-Policy": _written(POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FRAMED_POLICY = _written({**POLICY, "frame-ancestors": "*"})


def secure(response: Response) -> Response:
    """Add the security headers to a page or one of its assets."""
    response.headers.update(HEADERS)
    if request.endpoint in FRAMED:
        response.headers["Content-Security-Policy"] = FRAMED_POLICY
    return response
