# The service as one image: what `make run` does, as a user without rights, on a read-only file system.
FROM python:3.12-slim AS build
WORKDIR /srv/spectrum
COPY requirements.lock ./
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
ENV PATH=/srv/spectrum/.venv/bin:$PATH
RUN python -m api.pages.assets && rm -rf api/pages/node_modules && python -m geo build --out /srv/data/vintages

FROM python:3.12-slim
LABEL org.opencontainers.image.title="Cooperation Spectrum" org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --home-dir /srv/spectrum spectrum && mkdir -p /srv/data/bodies && chown -R spectrum /srv/data
WORKDIR /srv/spectrum
COPY --from=build --chown=root:root /srv/spectrum /srv/spectrum
COPY --from=build --chown=spectrum:spectrum /srv/data /srv/data
USER spectrum
ENV DATA_DIR=/srv/data HOST=0.0.0.0 PORT=8000 PYTHONDONTWRITEBYTECODE=1 PATH=/srv/spectrum/.venv/bin:$PATH
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["deploy/serve"]
