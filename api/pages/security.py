"""What a page may load: only this origin, no inline script or style, and no frame around it."""

from flask import Response

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

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def secure(response: Response) -> Response:
    """Add the security headers to a page or one of its assets."""
    response.headers.update(HEADERS)
    return response
