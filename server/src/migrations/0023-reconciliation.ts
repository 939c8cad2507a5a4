/** Adds: what PGs say they settled, and how it compares with our own books. */
export const reconciliationTables = `
create table settlement_source (
  merchant_id text not null references merchant,
  mode text not null,
  pg text not null,
  pg_merchant_id text not null,
  collects_daily boolean not null,
  fees jsonb not null,
  last_collected_day date,
  last_failure jsonb,
  updated_at timestamptz not null,
  primary key (merchant_id, mode, pg, pg_merchant_id)
);
comment on table settlement_source is '정산 자료의 출처: one merchant id at one PG. Its row is locked while records of it are brought in, so that two imports follow each other.';
comment on column settlement_source.fees is 'Agreed fees by pay method: {"CARD": {"rateBp": 300}, "VIRTUAL_ACCOUNT": {"fixedMinor": 300}}. rateBp: hundredths of a percent of the amount. Empty: fees are not checked.';
comment on column settlement_source.last_failure is 'Why the last collection over the API failed: code, message, instant.';

create table settlement_import (
  merchant_id text not null,
  import_id text not null,
  mode text not null,
  pg text not null,
  pg_merchant_id text not null,
  origin text not null,
  file_name text,
  digest bytea not null,
  is_by_transaction boolean not null,
  from_day date not null,
  until_day date not null,
  line_count integer not null,
  added integer not null,
  changed integer not null,
  skipped integer not null,
  imported_by text,
  imported_at timestamptz not null,
  primary key (merchant_id, import_id)
);
create unique index settlement_import_once on settlement_import (merchant_id, mode, pg, pg_merchant_id, digest);
create index settlement_import_by_time on settlement_import (merchant_id, imported_at desc, import_id);
create index settlement_import_by_day on settlement_import (merchant_id, mode, pg, pg_merchant_id, from_day, until_day);
comment on table settlement_import is 'One delivery of settlement records: a file, or a day read over the API. ';
comment on column settlement_import.is_by_transaction is 'All transactions of the days from from_day to until_day are in it, so that what is not in it is missing at the PG. A file by payout day has parts of many days.';
comment on column settlement_import.digest is 'SHA-256 of the delivery: the same one again changes nothing.';
comment on column settlement_import.skipped is 'Lines of other merchants under a shared test merchant id; they are not kept.';

create table settlement_line (
  merchant_id text not null,
  mode text not null,
  pg text not null,
  pg_merchant_id text not null,
  line_id text not null,
  import_id text not null,
  kind text not null,
  pg_tx_id text not null,
  order_id text,
  pg_cancellation_id text,
  method text not null,
  currency text not null,
  amount_minor bigint not null,
  tax_free_minor bigint,
  vat_minor bigint,
  fee_minor bigint not null,
  fee_vat_minor bigint,
  transacted_on date not null,
  settled_on date,
  installment_month integer,
  is_escrow boolean,
  content_digest bytea not null,
  replaced_import_id text,
  replaced_digest bytea,
  store_id text,
  transaction_id text,
  primary key (merchant_id, mode, pg, pg_merchant_id, line_id)
);
create index settlement_line_by_day on settlement_line (merchant_id, mode, pg, pg_merchant_id, transacted_on);
create index settlement_line_of_transaction on settlement_line (merchant_id, transaction_id) where transaction_id is not null;
comment on table settlement_line is 'PG의 정산 내역 한 줄. Figures are positive minor units; a cancel''s are what goes back.';
comment on column settlement_line.content_digest is 'SHA-256 of the line as it came, to tell a repeated line from a corrected one.';
comment on column settlement_line.replaced_import_id is 'The import whose line this one replaced, and that line''s digest beside it; null: the first of its name.';
comment on column settlement_line.transaction_id is 'The attempt of ours that it is about, by order number, else by the PG''s transaction id; null: none is known.';

create table reconciliation_entry (
  merchant_id text not null,
  mode text not null,
  pg text not null,
  pg_merchant_id text not null,
  entry_key text not null,
  status text not null,
  differences text[] not null,
  action text not null,
  day date not null,
  settled_on date,
  store_id text,
  payment_id text,
  transaction_id text,
  cancellation_id text,
  channel_store_id text,
  channel_key text,
  line_id text,
  pg_tx_id text,
  order_name text,
  method text not null,
  simplified_method text not null,
  currency text not null,
  amount_minor bigint,
  tax_free_minor bigint,
  vat_minor bigint,
  pg_amount_minor bigint,
  pg_tax_free_minor bigint,
  pg_vat_minor bigint,
  pg_day date,
  fee_minor bigint not null,
  fee_vat_minor bigint not null,
  expected_fee_minor bigint,
  is_escrow boolean not null,
  primary key (merchant_id, mode, pg, pg_merchant_id, entry_key)
);
create index reconciliation_by_day on reconciliation_entry (merchant_id, mode, day desc, entry_key desc);
create index reconciliation_by_settlement on reconciliation_entry (merchant_id, mode, settled_on desc, entry_key desc) where settled_on is not null;
create index reconciliation_of_store on reconciliation_entry (merchant_id, store_id, mode, day desc, entry_key desc);
create index reconciliation_of_transaction on reconciliation_entry (merchant_id, transaction_id) where transaction_id is not null;
comment on table reconciliation_entry is '대사 결과: one movement of money as we booked it and as the PG settled it. Made anew whenever records of its day come in; holds nothing that the two sides do not.';
comment on column reconciliation_entry.entry_key is 't:<transaction>, c:<cancellation>, or l:<line> for what only the PG has. Text, so that pages have a last key.';
comment on column reconciliation_entry.status is 'MATCHED, NOT_MATCHED, INCOMPARABLE, NOT_COLLECTED.';
comment on column reconciliation_entry.day is 'Seoul day of the transaction: ours, else the PG''s.';
comment on column reconciliation_entry.channel_key is 'Whose 과세구분 the VAT report asks, at the time of the report.';
`
