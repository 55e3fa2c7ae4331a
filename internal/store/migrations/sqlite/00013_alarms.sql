-- +goose Up
-- Ways of calling a restaurant's people that did not take the last alarm.
CREATE TABLE alarm_faults (
    restaurant TEXT NOT NULL,
    way        TEXT NOT NULL,
    failed_at  INTEGER NOT NULL,
    message    TEXT NOT NULL,
    PRIMARY KEY (restaurant, way)
) STRICT;
