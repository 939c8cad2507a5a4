/** Adds: what is followed of PGs that sell by themselves (Naver Pay's order type). */
export const naverOrderTables = `
create table order_feed (
  store_id text not null,
  channel_key text not null,
  read_until timestamptz not null,
  last_begun_at timestamptz not null,
  hints integer not null default 0,
  primary key (store_id, channel_key)
);
comment on table order_feed is 'How far the feed of changed orders of a PG that sells by itself was read, for each store that sells through a channel.';
comment on column order_feed.read_until is 'The next reading begins a little before it.';
comment on column order_feed.hints is 'How often the PG said that something changed; a reading during which it grew is followed by another one.';
comment on column order_feed.last_begun_at is 'When a buyer was last sent to an order sheet; long after it the reading ends.';

create table product_order (
  store_id text not null,
  product_order_id text not null,
  transaction_id text not null,
  order_id text not null,
  status text not null,
  claim_type text,
  claim_status text,
  seen_at timestamptz not null,
  primary key (store_id, product_order_id)
);
comment on table product_order is 'Product orders (상품주문) of payments: 1 payment has n of them. Nothing of the buyer is kept here; it is read at the PG when it is asked for.';
comment on column product_order.transaction_id is 'The attempt, imp_uid of REST V1.';
comment on column product_order.order_id is 'The PG''s order that it belongs to.';
comment on column product_order.status is 'In the PG''s words, as it was last seen.';
create index product_order_of_transaction on product_order (store_id, transaction_id);
`
