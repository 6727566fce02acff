FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt gunicorn==27.0.1
COPY app.py .
COPY core core
COPY components components
COPY assets assets
RUN useradd --system --no-create-home lab
USER lab
ENV PORT=8050 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8050
HEALTHCHECK CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=3)"]
CMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT --workers 2 --threads 4 --worker-tmp-dir /dev/shm --no-control-socket app:server"]
