/** Adds: whether a deleted store left payments behind. */
export const subStoreTables = `
alter table store add column has_history boolean not null default false;
comment on column store.has_history is 'Set when a store with payments is deleted: merchant-wide roles can still read and cancel them.';
`
