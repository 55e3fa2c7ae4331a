-- +goose Up
CREATE TABLE restaurants (
    id         TEXT PRIMARY KEY,
    settings   TEXT NOT NULL,
    -- Password and licence token, encrypted.
    secrets    BLOB NOT NULL,
    revision   INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The station counts requests by instance, so an instance outlives the settings
-- of its restaurant: one that is set up again goes on counting.
CREATE TABLE licence_instances (
    restaurant     TEXT PRIMARY KEY,
    guid           TEXT NOT NULL UNIQUE,
    last_number    INTEGER NOT NULL,
    pending_number INTEGER,
    pending_key    TEXT,
    -- The exact bytes, encrypted: they may name a guest.
    pending_body   BLOB
) STRICT;
