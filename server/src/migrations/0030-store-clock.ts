/** Adds: the test clock of a store. */
export const storeClockTables = `
create table store_clock (
  store_id text primary key,
  ahead_ms bigint not null check (ahead_ms >= 0),
  moved_at timestamptz not null
);
comment on table store_clock is 'A store whose test clock stands ahead of the real one; scheduled payments in test mode follow it. No row: real time.';
comment on column store_clock.ahead_ms is 'How far ahead, in milliseconds. Never behind: what is past is past.';
comment on column store_clock.moved_at is 'When it was moved last, in real time.';
`
