FROM python:3.11-slim

RUN useradd --create-home reader
WORKDIR /home/reader/parallax
COPY requirements.txt .
# The address of an index that has PyTorch's CPU build saves some gigabytes: --build-arg PIP_EXTRA_INDEX_URL=...
ARG PIP_EXTRA_INDEX_URL
RUN pip install --no-cache-dir -r requirements.txt
COPY --chown=reader . .
USER reader
ENV HF_HUB_OFFLINE=1
EXPOSE 8501
HEALTHCHECK CMD python -c "import urllib.request as u; u.urlopen('http://localhost:8501/_stcore/health')"
CMD ["streamlit", "run", "--server.address=0.0.0.0"]
