# syntax=docker/dockerfile:1
# The program alone, linked statically: docker build -t khabar . && docker run --rm -i khabar extract - < articles.jsonl
FROM rust:1.95-alpine AS build
WORKDIR /khabar
# A pinned version would be gone from Alpine's mirrors with the next one.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY rules rules
# Cargo wants the files of all targets that Cargo.toml names, though it builds only one of them.
COPY benches benches
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/khabar/target \
    cargo build --release --locked --bin khabar && cp target/release/khabar /usr/local/bin/khabar

FROM scratch
COPY --from=build /usr/local/bin/khabar /khabar
COPY LICENSE-APACHE LICENSE-MIT /
# Knowledge bases and articles are mounted here.
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/khabar"]
