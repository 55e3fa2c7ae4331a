-- Times are microseconds since 1970 in UTC, in both dialects: they sort, compare
-- and page the same way everywhere.

-- +goose Up
CREATE TABLE orders (
    -- Byte order: a page must not depend on the locale of the database.
    id           TEXT COLLATE "C" PRIMARY KEY,
    source       TEXT NOT NULL,
    external_id  TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    -- Revision of the record; 0 while no worker has confirmed the order.
    version      BIGINT NOT NULL,
    restaurant   TEXT NOT NULL,
    status       TEXT NOT NULL,
    injection    TEXT NOT NULL,
    -- When it was submitted, which sorts lists; NULL while no worker has confirmed
    -- the order, which keeps it out of them.
    listed_at    BIGINT,
    updated_at   BIGINT NOT NULL,
    -- What people search for, folded by the product: what lower() knows depends
    -- on the locale of the database.
    search       TEXT NOT NULL,
    -- JSON as text: nothing is asked of its inside, and the record must come back
    -- as it was written.
    record       TEXT NOT NULL,
    -- What the submit was answered; a repetition gets the same, however late.
    first_answer TEXT NOT NULL,
    -- In this order because operators look for external ids without a source.
    UNIQUE (external_id, source)
);

-- Lists choose and sort within one index, and only then read the records of a
-- single page. Columns after id are there to be looked at without the row.
CREATE INDEX orders_newest ON orders (listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_status ON orders (status, listed_at, id, restaurant, source) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_restaurant ON orders (restaurant, listed_at, id, status) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_source ON orders (source, listed_at, id, status) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_by_injection ON orders (injection, listed_at, id, restaurant) WHERE listed_at IS NOT NULL;
CREATE INDEX orders_search ON orders (listed_at, id, search, restaurant, source, status, injection) WHERE listed_at IS NOT NULL;

CREATE TABLE order_events (
    -- Given under a lock that is held until the commit, so that an id never shows
    -- up behind one that a reader has seen.
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id    TEXT COLLATE "C" NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    sequence    BIGINT NOT NULL,
    source      TEXT NOT NULL,
    external_id TEXT NOT NULL,
    restaurant  TEXT NOT NULL,
    event       TEXT NOT NULL,
    UNIQUE (order_id, sequence)
);

CREATE INDEX order_events_by_restaurant ON order_events (restaurant, id);
CREATE INDEX order_events_by_source ON order_events (source, id);

-- Attempts at the station outlive a crash, so they refer to orders loosely.
CREATE TABLE pos_attempts (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id    TEXT COLLATE "C" NOT NULL,
    step        TEXT NOT NULL,
    attempt     BIGINT NOT NULL,
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT,
    outcome     TEXT NOT NULL DEFAULT '',
    code        TEXT NOT NULL DEFAULT '',
    duration_ms BIGINT
);

CREATE INDEX pos_attempts_by_order ON pos_attempts (order_id, id);
