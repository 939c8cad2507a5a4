/** Adds: billing keys and the PGs' rights to charge behind them. */
export const billingKeyTables = `
create table billing_key (
  store_id text not null,
  billing_key text not null,
  merchant_id text not null,
  status text not null,
  phase text not null,
  mode text not null,
  row_version integer not null,
  method text not null,
  customer_id text,
  live_schedules integer not null default 0,
  data jsonb not null,
  memory_sealed text,
  proof_sealed text,
  owner text,
  requested_at timestamptz not null,
  issued_at timestamptz,
  deleted_at timestamptz,
  status_at timestamptz not null,
  primary key (store_id, billing_key)
);
create index billing_key_by_request_time on billing_key (store_id, requested_at desc, billing_key);
create index billing_key_of_customer on billing_key (store_id, customer_id) where customer_id is not null;
comment on table billing_key is '빌링키: the right to charge again without the buyer. status: READY, ISSUED, FAILED, DELETED. phase: OPEN (window), AUTHENTICATED (merchant must confirm), ISSUING and DELETING (call in flight), DONE.';
comment on column billing_key.data is 'Customer, names, addresses, PG answers without the key itself. Card numbers as the PG masked them.';
comment on column billing_key.live_schedules is 'Scheduled charges that wait; a key with any is not deleted. Counted in this row, so that its lock decides between a new schedule and a deletion.';
comment on column billing_key.memory_sealed is 'What the gateway must remember between window and issue, sealed.';
comment on column billing_key.proof_sealed is 'What the window proved, sealed, until the key is issued.';

create table billing_key_channel (
  store_id text not null,
  billing_key text not null,
  channel_key text not null,
  position integer not null,
  status text not null,
  right_sealed text,
  data jsonb not null,
  primary key (store_id, billing_key, channel_key)
);
create index billing_key_of_channel on billing_key_channel (store_id, channel_key);
comment on table billing_key_channel is 'One PG behind a billing key; a super billing key (슈퍼빌링키) has several. status: READY, ISSUED, FAILED.';
comment on column billing_key_channel.right_sealed is 'What a charge must present to the PG (its billing key, customer key), sealed. Emptied when the key is deleted.';
`
