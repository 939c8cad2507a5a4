/** Adds: when a channel's credentials stop working by themselves. */
export const channelColumns = `
alter table channel add column credentials_expire_at timestamptz;
comment on column channel.credentials_expire_at is 'End of the certificate among the credentials (NHN KCP PG-API); null: they do not expire.';
`
