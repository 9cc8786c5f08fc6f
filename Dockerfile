# Debian with glibc, not Alpine: the embedded PostgreSQL's programs do not run on musl.
FROM node:24-bookworm-slim AS base
WORKDIR /app
COPY package.json package-lock.json ./
# Installations here come before the sources, or go without the tools: nothing to build at their end.
RUN npm pkg delete scripts.prepare

FROM base AS build
RUN npm ci --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY scripts/build-verifier.mjs scripts/
COPY src src
RUN npm run build

FROM base AS dependencies
RUN npm ci --omit=dev --no-audit --no-fund

FROM base
# Inside a container 127.0.0.1 is the container alone.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    CLEARANCE_DATA_DIR=/data
COPY --from=dependencies /app/node_modules node_modules
COPY migrations migrations
COPY --from=build /app/dist dist
# The files of the service belong to root: the service can read them and no more. A named volume takes over the owner
# of the folder it is mounted on; a folder of the host has to belong to uid 1000.
RUN mkdir -m 0700 /data && chown node:node /data
VOLUME /data
# Comes with the image as uid 1000, listed in /etc/passwd: initdb refuses a uid that is not.
USER node
EXPOSE 3000
# Liveness only: an outage of the database restarts nothing here. /readyz is for load balancers.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Node itself, without npm or a shell before it, gets the signal. Run with an init process (docker run --init).
CMD ["node", "dist/main.js"]
