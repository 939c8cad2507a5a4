/**
 * Adds: what an account is besides its role, invitations, emergency contacts; what a sub-store is besides its name,
 * and which channels of the representative store it uses.
 */
export const teamTables = `
alter table member add column memo text not null default '';
alter table member add column may_export boolean not null default false;
alter table member add column invited_email text;
alter table member add column row_version integer not null default 1;
comment on column member.may_export is 'Excel download, given account by account; counts for READ_ONLY and STORE_READ_ONLY, whose role does not include it.';
comment on column member.invited_email is 'Address of an account that was invited; null for the one that signed up. Until the link was followed no user of this id exists.';

create table member_invitation (
  merchant_id text not null,
  user_id text not null,
  token_digest bytea not null,
  invited_by text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (merchant_id, user_id),
  foreign key (merchant_id, user_id) references member on delete cascade
);
create index member_invitation_of_user on member_invitation (user_id);
comment on table member_invitation is 'The newest link that was mailed to an invited account. Valid 7 days, once.';
comment on column member_invitation.token_digest is 'SHA-256 of the link''s secret part; a resent mail replaces it.';

create table emergency_contact (
  merchant_id text not null references merchant,
  contact_id text not null,
  name text not null,
  phone text not null,
  email text not null,
  created_at timestamptz not null,
  primary key (merchant_id, contact_id)
);
comment on table emergency_contact is '긴급 연락처: whom to reach about an outage or an incident.';

alter table store add column tier_code text;
alter table store add column service_urls text[] not null default '{}';
alter table store add column manager_name text not null default '';
alter table store add column manager_phone text not null default '';
alter table store add column manager_email text not null default '';
alter table store add column inherits_webhooks boolean not null default false;
alter table store add column terms_agreed_at timestamptz;
alter table store add column row_version integer not null default 1;
create unique index store_name on store (merchant_id, name) where deleted_at is null;
create unique index store_tier on store (merchant_id, tier_code) where deleted_at is null;
comment on column store.tier_code is '티어 코드 of a sub-store, three capitals or digits; never changes. Null on the representative store.';
comment on column store.inherits_webhooks is 'True: webhooks of this sub-store go where, and are signed as, those of the representative store.';
comment on column store.terms_agreed_at is 'When both terms of a sub-store were agreed to.';

create table store_channel (
  store_id text not null references store,
  channel_key text not null,
  owner_store_id text not null,
  position integer not null,
  assigned_at timestamptz not null,
  removed_at timestamptz,
  primary key (store_id, channel_key)
);
create index store_channel_of_channel on store_channel (owner_store_id, channel_key);
comment on table store_channel is 'Channels of the representative store that a sub-store uses. The lowest position is its default.';
comment on column store_channel.removed_at is 'New payments cannot use it any more; what was paid through it stays cancellable.';
`
