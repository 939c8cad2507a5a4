/** Adds: checkout profiles and payment sessions (hosted checkout). */
export const paymentSessionTables = `
create table checkout_profile (
  merchant_id text not null,
  profile_key text not null,
  owner_store_id text not null,
  row_version integer not null,
  name text not null,
  mode text not null,
  methods jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (merchant_id, profile_key)
);
create index checkout_profile_by_key on checkout_profile (profile_key);
create unique index checkout_profile_name on checkout_profile (merchant_id, mode, name) where deleted_at is null;
comment on table checkout_profile is '체크아웃 프로필: which channel takes which pay method in the hosted checkout. mode: LIVE or TEST; only channels of that mode.';
comment on column checkout_profile.owner_store_id is 'The representative store, which owns the channels.';
comment on column checkout_profile.methods is '[{paymentMethod, channelKey}] in the order in which the buyer sees them.';

create table payment_session (
  store_id text not null,
  session_digest bytea not null,
  merchant_id text not null,
  payment_id text not null,
  profile_key text not null,
  is_test boolean not null,
  data jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (store_id, session_digest)
);
create index payment_session_by_creation on payment_session (store_id, created_at desc, session_digest);
comment on table payment_session is '결제 세션: one order that a buyer may pay on the hosted page. The id is a capability, so only its SHA-256 is kept.';
comment on column payment_session.data is 'The order as the merchant gave it: amount, products, buyer, agreements, colours.';
`
