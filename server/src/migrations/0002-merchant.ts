/** Adds: merchants, members, stores, credentials, channels. */
export const merchantTables = `
create table merchant (
  merchant_id text primary key,
  name text not null,
  created_at timestamptz not null
);
comment on table merchant is '고객사. One per sign-up.';

create table member (
  merchant_id text not null references merchant,
  user_id text not null,
  role text not null,
  store_id text,
  created_at timestamptz not null,
  primary key (merchant_id, user_id)
);
create index member_of_user on member (user_id);
comment on table member is 'Who may work for a merchant, and as what.';
comment on column member.role is 'OWNER, ADMIN, MANAGER, DEV, READ_ONLY, STORE_MANAGER, STORE_READ_ONLY.';
comment on column member.store_id is 'Set for the two store roles, which see that store only.';

create table store (
  store_id text primary key,
  merchant_id text not null references merchant,
  name text not null,
  is_representative boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index store_of_merchant on store (merchant_id);
create unique index store_one_representative on store (merchant_id) where is_representative;
comment on table store is '상점. store_id is store-<uuid>; exactly one representative store per merchant.';

create table api_secret (
  store_id text not null references store,
  secret_digest bytea not null,
  api_secret_id text not null,
  merchant_id text not null,
  name text not null,
  last_four text not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  deleted_at timestamptz,
  last_used_at timestamptz,
  refresh_digest bytea,
  refresh_expires_at timestamptz,
  primary key (store_id, secret_digest)
);
create unique index api_secret_by_id on api_secret (store_id, api_secret_id);
comment on table api_secret is 'V2 API secrets, SHA-256 only. The secret text names its store, so that one indexed read finds it.';
comment on column api_secret.refresh_digest is 'The one live refresh token of this secret; a new login or refresh replaces it.';

create table v1_credential (
  merchant_id text primary key references merchant,
  user_code text not null,
  rest_key text not null,
  rest_secret_sealed text not null,
  rest_secret_digest bytea not null,
  reissued_at timestamptz not null
);
comment on table v1_credential is 'V1 identification code (imp…), REST key and secret; the secret is sealed because its page shows it again.';

create table v1_directory (
  lookup text primary key,
  merchant_id text not null
);
comment on table v1_directory is 'Directory: user code and REST key to merchant; keeps both unique over the installation.';

create table webhook_setting (
  store_id text not null references store,
  mode text not null,
  api_version text not null,
  url text,
  content_type text not null,
  body_version text,
  row_version integer not null,
  updated_at timestamptz not null,
  primary key (store_id, mode, api_version)
);
comment on table webhook_setting is 'Where messages go: one row per store, mode and API generation.';
comment on column webhook_setting.mode is 'LIVE or TEST.';
comment on column webhook_setting.api_version is 'V1 or V2.';
comment on column webhook_setting.body_version is '2024-04-25 or 2024-01-01; V2 only.';

create table webhook_secret (
  store_id text not null references store,
  mode text not null,
  secret_id text not null,
  secret_sealed text not null,
  created_at timestamptz not null,
  expired_at timestamptz,
  primary key (store_id, mode, secret_id)
);
comment on table webhook_secret is 'whsec_… secrets, sealed; at most two live ones per store and mode, both sign.';

create table channel (
  store_id text not null references store,
  channel_key text not null,
  channel_id text not null,
  mode text not null,
  pg text not null,
  module_code text not null,
  pg_provider text not null,
  name text not null,
  attribute text not null,
  pg_merchant_id text not null,
  tax_type text not null,
  manual_confirm boolean not null,
  credentials_sealed text not null,
  row_version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_used_at timestamptz,
  deleted_at timestamptz,
  primary key (store_id, channel_key)
);
create unique index channel_name on channel (store_id, name) where deleted_at is null;
create unique index channel_mid on channel (store_id, mode, module_code, attribute, pg_merchant_id) where deleted_at is null;
comment on table channel is '채널: one PG contract in one mode. The key stays for life, channel_id changes on every edit.';
comment on column channel.credentials_sealed is 'JSON of the form values, sealed as one value.';
comment on column channel.tax_type is 'UNSET, TAXABLE, TAX_FREE (과세구분); read by VAT reports only.';
`
