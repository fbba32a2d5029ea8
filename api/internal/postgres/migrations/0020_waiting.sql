-- +goose Up
-- Payments of which receipts are waited for, and those of one notice or position, are found without reading all that
-- were ever made: a job asks every ten seconds. What is to be published next is read in its order.
create index payment_waiting on payment(progress, changed_at);
create index payment_items on payment using gin (items jsonb_path_ops);
drop index publication_due;
create index publication_due on publication(slow, next_at, position) where next_at is not null;
