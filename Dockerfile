FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS base

# The packages that the page imports, without what it never asks for. Four fifths of brotli's library
# are for debuggers.
FROM base AS packages
COPY server/image /image
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends binutils \
 && rm -r /var/lib/apt/lists \
 && python -m pip install --no-cache-dir --no-compile --only-binary :all: --no-deps --require-hashes \
    --target /packages -r /image/requirements.txt \
 && python /image/trim.py /packages \
 && strip --strip-debug /packages/_brotli.*.so

# The part of plotly.js that draws curves, in the version that plotly contains in full. Its date
# becomes that of the build: its address in the page carries the date, and browsers keep the file
# for a year, but in the package the files of all versions have the same date.
FROM base AS bundle
WORKDIR /bundle
COPY server/image /image
RUN python -m pip install --no-cache-dir --only-binary :all: --no-deps --require-hashes \
    -r /image/node.txt \
 && NODE_USE_SYSTEM_CA=1 npm pack plotly.js-basic-dist-min@4.1.1 \
 && sha256sum --check /image/plotly.sha256 \
 && tar -xzf plotly.js-basic-dist-min-4.1.1.tgz --touch --strip-components 1 package/plotly-basic.min.js

# What is imported is compiled, also of Python itself, which the base may hold only as source. The
# empty variable is for builders that pass theirs on.
FROM base AS page
WORKDIR /app
COPY --from=packages /packages /packages
COPY app.py ./
COPY server server
COPY core core
COPY components components
COPY assets assets
COPY --from=bundle /bundle/plotly-basic.min.js assets/
RUN mkdir /compiled && touch /start \
 && PYTHONPATH=/packages PYTHONDONTWRITEBYTECODE="" python -c "import app, server.health" \
 && find /usr -name "*.pyc" -newer /start -exec install -D -m 644 {} /compiled{} ";" \
 && rm -r server/image

FROM base
WORKDIR /app
COPY --from=page /compiled /
COPY --from=page /packages /packages
COPY --from=page /app /app
USER 10001:10001
# One thread of arithmetic per worker is enough. The last setting returns the memory of large answers
# to the system.
ENV PYTHONPATH=/packages PYTHONDONTWRITEBYTECODE=1 \
    BIND_ADDRESS=0.0.0.0 PORT=8050 WEB_CONCURRENCY=2 \
    OPENBLAS_NUM_THREADS=1 MALLOC_MMAP_THRESHOLD_=131072
EXPOSE 8050
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["python", "-m", "server.health"]
CMD ["python", "app.py"]
