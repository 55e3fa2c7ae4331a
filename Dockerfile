# The build for api, worker and tools: static, without the embedded Temporal server.
FROM node:20-bookworm-slim AS console
WORKDIR /src
COPY api/openapi.json api/openapi.json
COPY console console
RUN cd console && npm ci --no-audit --no-fund && npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=console /src/console/dist console/dist
ARG VERSION=container
RUN CGO_ENABLED=0 go build -trimpath -tags nomsgpack \
      -ldflags "-s -w -X github.com/orderhatch/orderhatch/internal/cli.version=${VERSION}" \
      -o /out/orderhatch ./cmd/orderhatch \
 && mkdir -p /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/orderhatch /usr/local/bin/orderhatch
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV ORDERHATCH_DATA=/data
VOLUME /data
EXPOSE 8080
# Asks whatever runs on /data: the API, a worker, the simulated station.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/usr/local/bin/orderhatch", "health"]
ENTRYPOINT ["/usr/local/bin/orderhatch"]
CMD ["api", "--listen", "0.0.0.0:8080"]
