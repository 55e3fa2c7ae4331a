-- +goose Up
CREATE TABLE callbacks (
    id              TEXT PRIMARY KEY,
    order_id        TEXT NOT NULL,
    sequence        INTEGER NOT NULL,
    source          TEXT NOT NULL,
    restaurant      TEXT NOT NULL,
    external_id     TEXT NOT NULL,
    url             TEXT NOT NULL,
    form            TEXT NOT NULL,
    event           TEXT NOT NULL,
    state           TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    last_status     INTEGER NOT NULL DEFAULT 0,
    last_error      TEXT NOT NULL DEFAULT '',
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER,
    delivered_at    INTEGER,
    updated_at      INTEGER NOT NULL,
    UNIQUE (order_id, sequence)
) STRICT;

CREATE INDEX callbacks_newest ON callbacks (created_at, id);
CREATE INDEX callbacks_by_state ON callbacks (state, created_at, id);
CREATE INDEX callbacks_by_source ON callbacks (source, created_at, id);
CREATE INDEX callbacks_by_age ON callbacks (updated_at);

-- What callbacks of a source are signed with, encrypted: the present secret, and
-- the one before until its time is over.
CREATE TABLE source_secrets (
    source         TEXT PRIMARY KEY,
    secret         BLOB NOT NULL,
    previous       BLOB,
    previous_until INTEGER
) STRICT;

-- Sources of the replaced product know orders by a number.
CREATE TABLE order_numbers (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL UNIQUE
) STRICT;

-- The station asks for orders by its own GUID.
ALTER TABLE orders ADD COLUMN pos_guid TEXT NOT NULL DEFAULT '';
CREATE INDEX orders_by_pos_guid ON orders (pos_guid) WHERE pos_guid <> '';

-- A source may insist that its submits are signed.
ALTER TABLE sources ADD COLUMN signed_submits INTEGER NOT NULL DEFAULT 0;
