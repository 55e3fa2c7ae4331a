-- +goose Up
ALTER TABLE sources ADD COLUMN strict INTEGER NOT NULL DEFAULT 0;

ALTER TABLE api_keys ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- The first letters of the key, by which people know it.
ALTER TABLE api_keys ADD COLUMN hint TEXT NOT NULL DEFAULT '';

-- Who changed what in the settings and accounts, and when. It holds no secrets.
CREATE TABLE admin_log (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    action     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    changes    TEXT NOT NULL
) STRICT;

CREATE INDEX admin_log_by_subject ON admin_log (subject, subject_id, id);
CREATE INDEX admin_log_by_actor ON admin_log (actor, id);

-- What a shift report counts. It walks the index and reads no records.
ALTER TABLE orders ADD COLUMN accepted_at INTEGER;
ALTER TABLE orders ADD COLUMN accepted_by TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0;

CREATE INDEX orders_report ON orders (listed_at, restaurant, source, status, accepted_at, accepted_by, ended_by, reason, is_test) WHERE listed_at IS NOT NULL;
