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

# Every file gets its mode here, since those of a checkout follow the umask of whoever made it.
FROM dependencies AS files
ARG BASE
# Where the base has its Node.js. Without it: as distroless has it where BASE says so, else as the official image does.
ARG NODE
RUN rm package-lock.json
COPY LICENSE package.json ./
COPY config config
COPY --from=build /app/dist dist
COPY config/container.yaml /files/etc/restore-test-monitor/config.yaml
RUN case "$BASE" in *distroless*) node=/nodejs/bin/node ;; *) node=/usr/local/bin/node ;; esac \
  && mkdir -p /files/usr/local/bin \
  && printf "#!%s --enable-source-maps\nimport('/app/dist/main.js');\n" "${NODE:-$node}" >/files/usr/local/bin/restore-test-monitor \
  && mv /app /files/app \
  && find /files -type d -exec chmod 755 {} + \
  && find /files -type f -exec chmod 644 {} + \
  && chmod 755 /files/usr/local/bin/restore-test-monitor

FROM $BASE
ARG BASE
# That of package.json.
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED
# Where the source, the project and its documentation are.
ARG SOURCE
ARG URL
ARG DOCUMENTATION
LABEL org.opencontainers.image.title="restore-test-monitor" \
  org.opencontainers.image.description="Prometheus exporter for AWS Backup restore testing." \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.created="$CREATED" \
  org.opencontainers.image.source="$SOURCE" \
  org.opencontainers.image.url="$URL" \
  org.opencontainers.image.documentation="$DOCUMENTATION" \
  org.opencontainers.image.base.name="$BASE"
# Distroless has its node in /nodejs/bin.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/nodejs/bin \
  HOME=/home/nonroot \
  NODE_ENV=production \
  RESTORE_TEST_MONITOR_CONFIG_FILE=/etc/restore-test-monitor/config.yaml \
  RESTORE_TEST_MONITOR_REVISION=$REVISION
WORKDIR /app
COPY --from=files /files /
USER 65532:65532
EXPOSE 10066
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["restore-test-monitor", "healthcheck"]
ENTRYPOINT ["restore-test-monitor"]
