-- +goose Up
CREATE TABLE restaurants (
    id         TEXT PRIMARY KEY,
    settings   TEXT NOT NULL,
    -- Password and licence token, encrypted.
    secrets    BYTEA NOT NULL,
    revision   BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- The station counts requests by instance, so an instance outlives the settings
-- of its restaurant: one that is set up again goes on counting.
CREATE TABLE licence_instances (
    restaurant     TEXT PRIMARY KEY,
    guid           TEXT NOT NULL UNIQUE,
    last_number    BIGINT NOT NULL,
    pending_number BIGINT,
    pending_key    TEXT,
    -- The exact bytes, encrypted: they may name a guest.
    pending_body   BYTEA
);
