-- +goose Up
CREATE TABLE station_health (
    restaurant TEXT PRIMARY KEY,
    checked_at BIGINT NOT NULL,
    health     TEXT NOT NULL
);

-- Writes on a station. They are noted before anything is sent. When the outcome
-- is known the bytes go; that something was sent stays noted for some days, for
-- a process that was held up and believes to be the first.
CREATE TABLE station_writes (
    order_id   TEXT NOT NULL,
    step       TEXT NOT NULL,
    restaurant TEXT NOT NULL,
    holder     TEXT NOT NULL,
    -- Until then only the holder may send.
    held_until BIGINT NOT NULL,
    sends      BIGINT NOT NULL DEFAULT 0,
    before     TEXT NOT NULL DEFAULT '',
    -- The exact bytes, encrypted: they may name a guest.
    body       BYTEA,
    noted_at   BIGINT NOT NULL,
    sent_at    BIGINT,
    PRIMARY KEY (order_id, step)
);

CREATE INDEX station_writes_by_age ON station_writes (noted_at);

CREATE TABLE licence_tokens (
    restaurant TEXT PRIMARY KEY,
    anchor     TEXT NOT NULL,
    -- Encrypted.
    token      BYTEA NOT NULL,
    until      BIGINT,
    fetched_at BIGINT NOT NULL
);
