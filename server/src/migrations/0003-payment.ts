/** Adds: payments, attempts, cancellations, events, checkout attempts, PG notifications. */
export const paymentTables = `
create table payment (
  store_id text not null references store,
  payment_id text not null,
  status text not null,
  transaction_id text not null,
  row_version integer not null,
  attempt_count integer not null,
  confirming_transaction_id text,
  cancelling_id text,
  cancel_count integer not null default 0,
  is_test boolean not null,
  channel_key text,
  pg_provider text,
  pay_method text,
  order_name text not null,
  currency text not null,
  total_minor bigint not null,
  tax_free_minor bigint not null,
  vat_minor bigint not null,
  discount_minor bigint not null,
  paid_minor bigint not null,
  cancelled_minor bigint not null,
  cancelled_tax_free_minor bigint not null,
  cancelled_vat_minor bigint not null,
  reserved_minor bigint not null,
  reserved_tax_free_minor bigint not null,
  reserved_vat_minor bigint not null,
  customer jsonb not null,
  requested_at timestamptz not null,
  status_changed_at timestamptz not null,
  updated_at timestamptz not null,
  view text not null,
  primary key (store_id, payment_id)
);
-- Room on each page for the three or four versions that a payment goes through, so that they need no new index entries.
alter table payment set (fillfactor = 60);
create index payment_by_status_time on payment (store_id, status_changed_at desc, payment_id);
create index payment_by_request_time on payment (store_id, requested_at desc, payment_id);
comment on table payment is '결제 건: what the merchant sees under its paymentId; shows the succeeded attempt, else the latest.';
comment on column payment.confirming_transaction_id is 'The one attempt whose approval is in flight. At most one attempt may ever succeed, so at most one may try.';
comment on column payment.cancelling_id is 'The one cancellation in flight at the PG.';
comment on column payment.reserved_minor is 'Amount of cancellations in flight or accepted by the PG but not decided; held back from further cancels. Minor units.';
comment on column payment.view is 'The REST V2 payment object as JSON text, rendered in the same statement that changed the row; read without parsing.';

create table payment_transaction (
  store_id text not null,
  transaction_id text not null,
  payment_id text not null,
  phase text not null,
  status text not null,
  channel_key text,
  pg_tx_id text,
  row_version integer not null,
  data jsonb not null,
  memory_sealed text,
  proof_sealed text,
  owner text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (store_id, transaction_id)
);
alter table payment_transaction set (fillfactor = 60);
create index transaction_of_payment on payment_transaction (store_id, payment_id, transaction_id);
create index transaction_by_pg_tx on payment_transaction (store_id, pg_tx_id) where pg_tx_id is not null;
comment on table payment_transaction is '결제 시도: one attempt. phase is where the money is: OPEN, CONFIRMING, UNKNOWN, DONE.';
comment on column payment_transaction.data is 'The attempt as prepared and as it came out: order, device, method, failure, PG answer (masked).';
comment on column payment_transaction.memory_sealed is 'What the gateway must remember (tokens, deposit secret), sealed.';

create table payment_cancellation (
  store_id text not null,
  payment_id text not null,
  cancellation_id text not null,
  transaction_id text not null,
  phase text not null,
  status text not null,
  amount_minor bigint not null,
  tax_free_minor bigint not null,
  vat_minor bigint not null,
  data jsonb not null,
  refund_account_sealed text,
  owner text,
  requested_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (store_id, payment_id, cancellation_id)
);
comment on table payment_cancellation is 'phase: RESERVED (call in flight), UNKNOWN, PENDING (PG decides later), DONE. status: REQUESTED, SUCCEEDED, FAILED.';

create table payment_event (
  store_id text not null,
  payment_id text not null,
  event_id text not null,
  transaction_id text not null,
  kind text not null,
  at timestamptz not null,
  detail jsonb not null,
  primary key (store_id, payment_id, event_id)
);
comment on table payment_event is 'The timeline; append only, written in the statement that changes the payment.';

create table payment_pre_registration (
  store_id text not null references store,
  payment_id text not null,
  total_minor bigint,
  tax_free_minor bigint,
  currency text,
  updated_at timestamptz not null,
  primary key (store_id, payment_id)
);
comment on table payment_pre_registration is '결제 정보 사전 등록: numbers that a later window must repeat.';

create table checkout_attempt (
  store_id text not null,
  attempt_id text not null,
  kind text not null,
  payment_id text,
  token_digest bytea not null,
  secret_digest bytea not null,
  window_type text not null,
  page_origin text,
  redirect_url text,
  force_redirect boolean not null,
  device text not null,
  alive_at timestamptz,
  begun_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (store_id, attempt_id)
);
comment on table checkout_attempt is 'One opened window. attempt_id is the transaction id; token and secret are capabilities, kept as SHA-256.';

create table payment_notification (
  store_id text not null,
  notification_id text not null,
  channel_key text not null,
  transaction_id text,
  digest bytea not null,
  outcome text not null,
  times integer not null default 1,
  received_at timestamptz not null,
  primary key (store_id, notification_id)
);
create unique index notification_once on payment_notification (store_id, channel_key, digest);
comment on table payment_notification is 'Messages of PGs, by digest, and what came of them. Repeats only count up.';
`
