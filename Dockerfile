FROM python:3.11-slim AS base

ENV PYTHONUNBUFFERED=1
WORKDIR /app

COPY requirements.txt pyproject.toml ./
RUN pip install --no-cache-dir "$(grep -oE '^uv==[0-9.]+' requirements.txt)" \
    && uv pip install --system --no-cache --require-hashes --compile-bytecode -r requirements.txt

COPY . .
# Static files need no secret: these values serve this one command and are in no layer's environment.
RUN SECRET_KEY=build IDENTITY_KEYS=1=00000000000000000000000000000000 LOOKUP_KEY=build API_TOKEN_KEY=build \
    PRESCRIPTION_KEY=build DATABASE_URL=postgres://build REDIS_URL=redis://build STATIC_ROOT=/app/static-files \
    python manage.py collectstatic --noinput --verbosity=0 \
    && useradd --system --create-home --uid 10001 app \
    && mkdir /data && chown app /data

ENV STATIC_ROOT=/app/static-files LOCAL_DIR=/data
USER app
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", "0.0.0.0:8000"]
