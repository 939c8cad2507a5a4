/** Adds: the hour at which a store's failed charges are tried again. */
export const scheduleRecoveryTables = `
create table schedule_recovery (
  store_id text primary key,
  merchant_id text not null,
  hour smallint not null check (hour between 1 and 23),
  row_version integer not null default 1,
  updated_at timestamptz not null
);
create index schedule_failed_by_time on payment_schedule (store_id, completed_at, schedule_id) where status = 'FAILED';
create index schedule_of_payment on payment_schedule (store_id, payment_id, created_at);
comment on table schedule_recovery is '리커버리: at this Seoul hour of every day, the charges that failed the day before are tried again. No row: switched off.';
`
