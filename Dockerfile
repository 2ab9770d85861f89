# One image for web, worker, trainer and beat; docker-compose.yml says which does what.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
# LightFM is compiled: for any processor of this kind, not only for the one that builds the image.
ENV LIGHTFM_NO_CFLAGS=1
RUN python -m venv /venv
COPY requirements.lock /
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.lock

FROM python:3.11-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home foyer \
    && install -d -o foyer /data
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 FOYER_DATA=/data FOYER_STATIC=/app/collected FOYER_LOG_FORMAT=json
RUN FOYER_DATA=/tmp/build python manage.py collectstatic --no-input -v0 && python -m compileall -q portal recommender widgets \
    && rm -rf /tmp/build
USER foyer
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "asginl", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--backlog", "4096", "--backpressure", "4096", "--workers-kill-timeout", "2", "portal.asgi:application"]
