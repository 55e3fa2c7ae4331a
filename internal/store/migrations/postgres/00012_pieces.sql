-- +goose Up
-- Which pieces of three letters an order's search text has, as bits: most orders
-- are passed over by two numbers, without a look at their text. All bits are set
-- for orders of before: they may have any piece.
ALTER TABLE orders ADD COLUMN pieces_low BIGINT NOT NULL DEFAULT -1;
ALTER TABLE orders ADD COLUMN pieces_high BIGINT NOT NULL DEFAULT -1;

DROP INDEX orders_search;
CREATE INDEX orders_search ON orders (listed_at, id, pieces_low, pieces_high, search, restaurant, source, status, injection) WHERE listed_at IS NOT NULL;
