/** Adds: cash receipts that were issued by themselves. */
export const cashReceiptTables = `
create table cash_receipt (
  store_id text not null references store,
  payment_id text not null,
  receipt_id text not null,
  row_version integer not null,
  status text not null,
  merchant_id text not null,
  channel jsonb not null,
  type text not null,
  order_name text not null,
  currency text not null,
  amount_minor bigint not null,
  tax_free_minor bigint not null,
  vat_minor bigint not null,
  pg_receipt_id text,
  issue_number text,
  url text,
  failure jsonb,
  requested_at timestamptz not null,
  issued_at timestamptz,
  cancelled_at timestamptz,
  status_updated_at timestamptz not null,
  primary key (store_id, payment_id)
);
create index cash_receipt_by_status_time on cash_receipt (store_id, status_updated_at desc, payment_id);
create index cash_receipt_by_issue_time on cash_receipt (store_id, issued_at desc, payment_id);
comment on table cash_receipt is '현금영수증(수동 발급): the latest receipt of a paymentId, which need not be a payment of ours. Whom it was issued to is not kept.';
comment on column cash_receipt.status is 'ISSUING: the call is in flight. UNKNOWN: the PG did not answer. ISSUED, CANCELLED, ISSUE_FAILED.';
comment on column cash_receipt.receipt_id is 'Our name of this issue at the PG; a new one for every new issue.';
comment on column cash_receipt.channel is 'The channel as it was: id, key, name, mode, PG and merchant id.';
`
