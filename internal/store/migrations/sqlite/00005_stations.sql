-- +goose Up
CREATE TABLE station_health (
    restaurant TEXT PRIMARY KEY,
    checked_at INTEGER NOT NULL,
    health     TEXT NOT NULL
) STRICT;

-- Writes on a station. They are noted before anything is sent. When the outcome
-- is known the bytes go; that something was sent stays noted for some days, for
-- a process that was held up and believes to be the first.
CREATE TABLE station_writes (
    order_id   TEXT NOT NULL,
    step       TEXT NOT NULL,
    restaurant TEXT NOT NULL,
    holder     TEXT NOT NULL,
    -- Until then only the holder may send.
    held_until INTEGER NOT NULL,
    sends      INTEGER NOT NULL DEFAULT 0,
    before     TEXT NOT NULL DEFAULT '',
    -- The exact bytes, encrypted: they may name a guest.
    body       BLOB,
    noted_at   INTEGER NOT NULL,
    sent_at    INTEGER,
    PRIMARY KEY (order_id, step)
) STRICT;

CREATE INDEX station_writes_by_age ON station_writes (noted_at);

CREATE TABLE licence_tokens (
    restaurant TEXT PRIMARY KEY,
    anchor     TEXT NOT NULL,
    -- Encrypted.
    token      BLOB NOT NULL,
    until      INTEGER,
    fetched_at INTEGER NOT NULL
) STRICT;
