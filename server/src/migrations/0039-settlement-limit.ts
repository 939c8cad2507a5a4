/** Adds: the contracted limit of a merchant id at a PG. */
export const settlementLimitColumns = `
alter table settlement_source add column limit_minor bigint check (limit_minor > 0);
alter table settlement_source add column limit_told_month text;
comment on column settlement_source.limit_minor is '정산 한도: won that this merchant id may turn over in a Seoul month, approvals less cancels; null: none is watched.';
comment on column settlement_source.limit_told_month is 'The month (YYYY-MM) in which the owners were told that 90 % are used; told once a month, and anew after a changed limit.';
`
