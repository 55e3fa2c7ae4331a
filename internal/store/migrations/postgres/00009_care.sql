-- +goose Up
-- What came of each of the last tries of a callback, as JSON.
ALTER TABLE callbacks ADD COLUMN tries TEXT NOT NULL DEFAULT '[]';

-- A source that sends no more orders stays, because orders name it.
ALTER TABLE sources ADD COLUMN disabled BOOLEAN NOT NULL DEFAULT FALSE;
