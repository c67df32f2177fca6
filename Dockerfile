# syntax=docker/dockerfile:1
# Tongbu, server and bridge, in one image. docs/running.md says how it is used; test/deploy reads and runs it.
#
#   docker build -t tongbu .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v tongbu:/var/lib/tongbu -p 127.0.0.1:8090:8090 -p 127.0.0.1:8091:8091 tongbu

# Another registry, or a digest: --build-arg NODE_IMAGE=…
ARG NODE_IMAGE=docker.io/library/node:24-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /opt/tongbu
# What is installed changes less often than the sources, so it has a layer of its own.
COPY package.json package-lock.json ./
COPY packages/bridge/package.json packages/bridge/
COPY packages/cli/package.json packages/cli/
COPY packages/client/package.json packages/client/
COPY packages/console/package.json packages/console/
COPY packages/engine/package.json packages/engine/
COPY packages/model/package.json packages/model/
COPY packages/protocol/package.json packages/protocol/
COPY packages/server/package.json packages/server/
# Nothing that Tongbu needs runs a script when it is installed, so none may.
RUN npm ci --ignore-scripts --no-fund --no-audit
COPY tsconfig.base.json tsconfig.json LICENSE SECURITY.md CHANGELOG.md ./
COPY scripts scripts
COPY packages packages
COPY docs docs
RUN npm run build
RUN npm prune --ignore-scripts --omit=dev --omit=optional --no-fund --no-audit
# Sources are not run: what is compiled stays.
RUN rm -rf packages/*/src packages/*/test packages/*/tsconfig.json scripts docs *.md tsconfig.base.json tsconfig.json package-lock.json

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Tongbu" \
      org.opencontainers.image.description="Keeps a self-built shop's stock and shipments in step with an ERP" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/tongbu /opt/tongbu
COPY --chmod=755 deploy/docker/tongbu /usr/local/bin/tongbu
# The owner is a number, so that an orchestrator can see that it is not root. The folders are there so that volumes take their owner.
RUN install -d -m 0700 -o 10001 -g 10001 /var/lib/tongbu /var/lib/tongbu-bridge
USER 10001:10001
WORKDIR /var/lib/tongbu
VOLUME /var/lib/tongbu

# Inside a container loopback reaches nobody: it listens on all of the container's own addresses, and who else reaches it is
# decided where ports are published (decision 0026).
ENV NODE_ENV=production \
    TONGBU_DATA=/var/lib/tongbu/data \
    TONGBU_API=0.0.0.0:8090 \
    TONGBU_MANAGE=0.0.0.0:8091
EXPOSE 8090 8091

# Calls in hand are answered first, for ten seconds at most.
STOPSIGNAL SIGTERM
# Often: what depends on it starts after the first. --start-interval is nothing that Debian's Docker and Podman know.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["tongbu", "health"]
ENTRYPOINT ["tongbu"]
CMD ["serve"]
