/** Adds: webhook messages and their attempts. */
export const webhookTables = `
create table webhook (
  store_id text not null references store,
  webhook_id text not null,
  payment_id text,
  transaction_id text,
  billing_key text,
  mode text not null,
  api_version text not null,
  body_version text not null,
  content_type text not null,
  type text not null,
  payment_status text,
  url text not null,
  body text not null,
  trigger text,
  is_async boolean not null,
  status text,
  execution_count integer not null,
  execution_max integer not null,
  resend_count integer not null default 0,
  triggered_at timestamptz not null,
  next_attempt_at timestamptz,
  updated_at timestamptz not null,
  primary key (store_id, webhook_id)
);
create index webhook_of_payment on webhook (store_id, payment_id, webhook_id);
create index webhook_by_time on webhook (store_id, triggered_at desc);
comment on table webhook is 'One message to one address. body is stored once and sent byte for byte on every attempt.';
comment on column webhook.status is 'null while attempts remain; SUCCEEDED, FAILED_NOT_OK_RESPONSE, FAILED_UNEXPECTED_ERROR.';

create table webhook_attempt (
  store_id text not null,
  webhook_id text not null,
  attempt integer not null,
  trigger text,
  request_headers jsonb not null,
  requested_at timestamptz not null,
  response_status integer,
  response_headers jsonb,
  response_body text,
  error text,
  responded_at timestamptz,
  primary key (store_id, webhook_id, attempt)
);
comment on table webhook_attempt is 'One try to deliver a message, with request headers and answer.';
comment on column webhook_attempt.response_body is 'At most 16 KiB of the answer.';
`
