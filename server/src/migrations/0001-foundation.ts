/** Adds: data keys, due work, replicas, idempotency keys. */
export const foundationTables = `
create table store_data_key (
  store_id text primary key,
  wrapped_key text not null,
  created_at timestamptz not null
);
comment on table store_data_key is 'One AES-256 data key per store (or merchant), wrapped by the key-encryption key.';

create table replica (
  replica_name text primary key,
  instance_id text not null,
  alive_at timestamptz not null
);
comment on table replica is 'Running server processes. A new instance under the same name proves that the former one is dead.';

create table due_work (
  store_id text not null,
  work_id text not null,
  kind text not null,
  reference jsonb not null,
  due_at timestamptz not null,
  lease_owner text,
  lease_until timestamptz,
  attempts integer not null default 0,
  created_at timestamptz not null,
  primary key (store_id, work_id)
);
create index due_work_due on due_work (kind, due_at);
-- Rows live for milliseconds: vacuum by count, not by share of the table, or the index fills with the dead.
alter table due_work set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
comment on table due_work is 'Everything that must happen at a time: outbox announcements, webhook attempts, inquiries, expiries. A row is deleted in the statement that records its effect.';
comment on column due_work.reference is 'What the worker of this kind needs; ids only, no secrets.';
comment on column due_work.lease_until is 'Nobody else claims the row before this time. A dead owner loses it here, or at once when its name starts again.';

create table idempotency (
  merchant_id text not null,
  idempotency_key text not null,
  fingerprint text not null,
  response_status integer,
  response_body text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (merchant_id, idempotency_key)
);
comment on table idempotency is 'REST V2 Idempotency-Key, kept three hours from first use. No response yet: the first request still runs.';
`
