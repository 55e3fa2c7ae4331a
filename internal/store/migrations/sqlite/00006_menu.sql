-- +goose Up
-- Counts changes of anything a restaurant's menu is made of, so that a process
-- sees with one cheap look that it must read again. The empty name is for what
-- all restaurants share.
CREATE TABLE menu_revisions (
    restaurant TEXT PRIMARY KEY,
    revision   INTEGER NOT NULL
) STRICT;

-- The two parts of a menu, by how often they change. JSON as text: nothing is
-- asked of its inside.
CREATE TABLE menu_parts (
    restaurant TEXT NOT NULL,
    part       TEXT NOT NULL,
    version    TEXT NOT NULL,
    made_of    TEXT NOT NULL,
    content    TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    checked_at INTEGER NOT NULL,
    PRIMARY KEY (restaurant, part)
) STRICT;

CREATE TABLE menu_snoozes (
    restaurant TEXT NOT NULL,
    ident      INTEGER NOT NULL,
    until      INTEGER,
    note       TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    PRIMARY KEY (restaurant, ident)
) STRICT;

-- Codes of a source's own; an empty restaurant means all.
CREATE TABLE menu_aliases (
    source     TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    restaurant TEXT NOT NULL,
    alias      TEXT NOT NULL,
    plu        TEXT NOT NULL,
    PRIMARY KEY (source, restaurant, alias)
) STRICT;

CREATE TABLE availability (
    restaurant TEXT PRIMARY KEY,
    mode       TEXT NOT NULL,
    minutes    INTEGER NOT NULL,
    until      INTEGER,
    note       TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
