-- Times are microseconds since 1970 in UTC, in both dialects: they sort, compare
-- and page the same way everywhere.

-- +goose Up
CREATE TABLE orders (
    id           TEXT PRIMARY KEY,
    source       TEXT NOT NULL,
    external_id  TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    -- Revision of the record; 0 while no worker has confirmed the order.
    version      INTEGER NOT NULL,
    restaurant   TEXT NOT NULL,
    status       TEXT NOT NULL,
    injection    TEXT NOT NULL,
    -- When it was submitted, which sorts lists; NULL while no worker has confirmed
    -- the order, which keeps it out of them.
    listed_at    INTEGER,
    updated_at   INTEGER NOT NULL,
    -- What people search for, folded by the product: SQLite's own folding knows
    -- Latin letters only.
    search       TEXT NOT NULL,
    -- JSON as text: nothing is asked of its inside, and the record must come back
    -- as it was written.
    record       TEXT NOT NULL,
    -- What the submit was answered; a repetition gets the same, however late.
    first_answer TEXT NOT NULL,
    -- In this order because operators look for external ids without a source.
    UNIQUE (external_id, source)
) STRICT;

-- Lists choose and sort within one index, and only then read the records of a
-- single page. Columns after id are there to be looked at without the row.
CREATE INDEX orders_newest ON orders (listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_status ON orders (status, listed_at, id, restaurant, source) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_restaurant ON orders (restaurant, listed_at, id, status) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_source ON orders (source, listed_at, id, status) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_injection ON orders (injection, listed_at, id, restaurant) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_search ON orders (listed_at, id, search, restaurant, source, status, injection) WHERE listed_at IS NOT NULL;

CREATE TABLE order_events (
    -- AUTOINCREMENT: an id is never given again, even after events are deleted.
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id    TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    sequence    INTEGER NOT NULL,
    source      TEXT NOT NULL,
    external_id TEXT NOT NULL,
    restaurant  TEXT NOT NULL,
    event       TEXT NOT NULL,
    UNIQUE (order_id, sequence)
) STRICT;

CREATE INDEX order_events_by_restaurant ON order_events (restaurant, id);
CREATE INDEX order_events_by_source ON order_events (source, id);

-- Attempts at the station outlive a crash, so they refer to orders loosely.
CREATE TABLE pos_attempts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id    TEXT NOT NULL,
    step        TEXT NOT NULL,
    attempt     INTEGER NOT NULL,
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    outcome     TEXT NOT NULL DEFAULT '',
    code        TEXT NOT NULL DEFAULT '',
    duration_ms INTEGER
) STRICT;

CREATE INDEX pos_attempts_by_order ON pos_attempts (order_id, id);
