-- +goose Up
-- What the last sweep found at a restaurant; '' for what belongs to none.
CREATE TABLE sweeps (
    restaurant TEXT PRIMARY KEY,
    swept_at   INTEGER NOT NULL,
    found      TEXT NOT NULL
) STRICT;

-- Orders that no worker has confirmed are few, and looked for by every sweep.
CREATE INDEX orders_pending ON orders (id) WHERE listed_at IS NULL;
