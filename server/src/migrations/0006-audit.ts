/** Adds: the audit log, chained per merchant, and its heads. */
export const auditTables = `
create table audit_entry (
  merchant_id text not null references merchant,
  sequence bigint not null,
  at timestamptz not null,
  actor text not null,
  user_id text,
  email text,
  address text,
  store_id text,
  action text not null,
  target text not null,
  before text,
  after text,
  hash bytea not null,
  primary key (merchant_id, sequence)
);
create index audit_entry_by_time on audit_entry (merchant_id, at desc, sequence desc);
comment on table audit_entry is 'Who changed what (감사 기록), appended only. Each row is chained to the one before it.';
comment on column audit_entry.sequence is '1, 2, 3 … without a gap, per merchant.';
comment on column audit_entry.actor is 'PERSON: a console user. SYSTEM: the platform by itself.';
comment on column audit_entry.email is 'The address at that time; accounts change theirs and leave.';
comment on column audit_entry.address is 'Network address that the request came from; null for SYSTEM.';
comment on column audit_entry.store_id is 'Null for what concerns the whole merchant. No foreign key: the record outlives its store.';
comment on column audit_entry.action is 'thing.verb';
comment on column audit_entry.target is 'Identifier of the changed thing.';
comment on column audit_entry.before is 'JSON text without secrets, kept byte for byte because the hash covers it. Null: there was nothing before.';
comment on column audit_entry.after is 'JSON text without secrets. Null: there is nothing afterwards.';
comment on column audit_entry.hash is 'HMAC-SHA-256 over the former hash and this row, under a key that is not in the database.';

create table audit_head (
  merchant_id text primary key references merchant,
  sequence bigint not null,
  hash bytea not null,
  seal bytea not null
);
comment on table audit_head is 'The end of a merchant''s chain; locked while an entry is appended, so that the chain cannot fork.';
comment on column audit_head.seal is 'HMAC-SHA-256 over sequence and hash: whoever removes the last entries cannot write a head that fits the rest.';

create function audit_entry_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed';
end $$;
comment on function audit_entry_is_final() is 'A guard against slips only; what makes a change visible is the chain.';
create trigger audit_entry_is_final before update or delete or truncate on audit_entry
  for each statement execute function audit_entry_is_final();
`
