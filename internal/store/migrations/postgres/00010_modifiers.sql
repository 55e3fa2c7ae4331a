-- +goose Up
-- Modifiers are taken off like dishes; a modifier may have a dish's Ident.
ALTER TABLE menu_snoozes ADD COLUMN modifier BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE menu_snoozes ALTER COLUMN modifier DROP DEFAULT;
ALTER TABLE menu_snoozes DROP CONSTRAINT menu_snoozes_pkey;
ALTER TABLE menu_snoozes ADD PRIMARY KEY (restaurant, modifier, ident);
