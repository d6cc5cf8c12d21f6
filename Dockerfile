# docs/container.md tells how to build and run it.
ARG BUILD_BASE=docker.io/library/node:24-bookworm-slim
# Or gcr.io/distroless/nodejs24-debian13:nonroot. Either may be pinned with a digest.
ARG BASE=docker.io/library/node:24-bookworm-slim

# What is built is JavaScript, the same on every platform.
FROM --platform=$BUILDPLATFORM $BUILD_BASE AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts \
  && find node_modules -type f \( -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.map' \) -delete

FROM dependencies AS build
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build

FROM $BASE
ARG BASE
# That of package.json.
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED
LABEL org.opencontainers.image.title="restore-test-monitor" \
  org.opencontainers.image.description="Prometheus exporter for AWS Backup restore testing." \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.created="$CREATED" \
  org.opencontainers.image.base.name="$BASE"
# Distroless has its node in /nodejs/bin.
ENV PATH=$PATH:/nodejs/bin \
  HOME=/home/nonroot \
  NODE_ENV=production \
  RESTORE_TEST_MONITOR_CONFIG_FILE=/etc/restore-test-monitor/config.yaml \
  RESTORE_TEST_MONITOR_REVISION=$REVISION
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY LICENSE package.json ./
COPY config config
COPY config/container.yaml /etc/restore-test-monitor/config.yaml
COPY --from=build /app/dist dist
USER 65532:65532
EXPOSE 10066
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["node", "/app/dist/main.js", "healthcheck"]
ENTRYPOINT ["node", "--enable-source-maps", "/app/dist/main.js"]
