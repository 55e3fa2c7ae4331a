-- +goose Up
-- Modifiers are taken off like dishes; a modifier may have a dish's Ident.
CREATE TABLE snoozes_with_modifiers (
    restaurant TEXT NOT NULL,
    modifier   INTEGER NOT NULL,
    ident      INTEGER NOT NULL,
    until      INTEGER,
    note       TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    PRIMARY KEY (restaurant, modifier, ident)
) STRICT;
INSERT INTO snoozes_with_modifiers SELECT restaurant, 0, ident, until, note, set_by FROM menu_snoozes;
DROP TABLE menu_snoozes;
ALTER TABLE snoozes_with_modifiers RENAME TO menu_snoozes;
