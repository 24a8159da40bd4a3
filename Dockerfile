# A static binary in an empty image. Settings and archive live in /data:
#
#   docker build -t sada .
#   docker run --rm -v sada:/data sada init
#   docker run -d --name sada -v sada:/data sada run
#
# The image has no shell. Copy the settings out, edit and check them, copy back.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /sada ./cmd/sada && mkdir -m 0700 /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /sada /sada
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["/sada"]
CMD ["run"]
