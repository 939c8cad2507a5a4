/** Adds: what exports by cursor read. */
export const cursorExportColumns = `
-- requested_at moves when an id is tried again; an export must not meet a payment twice.
alter table payment add column created_at timestamptz;
update payment set created_at = requested_at;
alter table payment alter column created_at set not null;
create index payment_by_creation on payment (store_id, created_at, payment_id);
comment on column payment.created_at is 'When the id was first tried. Never changes, so that exports by cursor meet every payment once.';
create index payment_event_by_time on payment_event (store_id, at, event_id) where kind in ('PAID', 'PARTIAL_CANCELLED', 'CANCELLED');
`
