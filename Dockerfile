# The service as one image: the same commands as `make run`, as a user without rights, on a read-only file system.
FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/spectrum
COPY requirements.lock ./
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN .venv/bin/python -m api.pages.assets && .venv/bin/python -m geo build --if-needed --out /srv/data/vintages

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /srv/spectrum spectrum && mkdir -p /srv/data/bodies && chown -R spectrum /srv/data
WORKDIR /srv/spectrum
COPY --from=build --chown=root:root /srv/spectrum /srv/spectrum
COPY --from=build --chown=spectrum:spectrum /srv/data /srv/data
USER spectrum
ENV DATA_DIR=/srv/data HOST=0.0.0.0 PORT=8000 PYTHONDONTWRITEBYTECODE=1 PATH=/srv/spectrum/.venv/bin:$PATH
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["granian", "--interface", "wsgi", "--factory", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--respawn-failed-workers", "api.app:create_app"]
