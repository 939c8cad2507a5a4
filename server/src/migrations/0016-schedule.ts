/** Adds: payments that are charged at a set time. */
export const scheduleTables = `
create table payment_schedule (
  store_id text not null,
  schedule_id text not null,
  merchant_id text not null,
  payment_id text not null,
  billing_key text not null,
  status text not null,
  mode text not null,
  transaction_id text,
  data jsonb not null,
  time_to_pay timestamptz not null,
  created_at timestamptz not null,
  started_at timestamptz,
  completed_at timestamptz,
  revoked_at timestamptz,
  status_at timestamptz not null,
  primary key (store_id, schedule_id)
);
create unique index schedule_live on payment_schedule (store_id, payment_id) where status in ('SCHEDULED', 'STARTED', 'PENDING');
create index schedule_of_billing_key on payment_schedule (store_id, billing_key);
create index schedule_by_time on payment_schedule (store_id, time_to_pay desc, schedule_id);
comment on table payment_schedule is '예약 결제: a charge with a billing key at a set time. status: SCHEDULED, STARTED, PENDING (the PG decides later), SUCCEEDED, FAILED, REVOKED. At most one live schedule per paymentId.';
comment on column payment_schedule.transaction_id is 'The attempt of its charge; written before the charge begins, so that a successor finds it and charges once.';
comment on column payment_schedule.data is 'The order as it was scheduled, and why a charge came to nothing.';
`
