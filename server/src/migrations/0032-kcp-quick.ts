/** Adds: what KCP QuickPay (퀵페이) keeps beside payments and billing keys. */
export const kcpQuickTables = `
create table kcp_quick_member (
  store_id text not null,
  channel_key text not null,
  member_id text not null,
  merchant_id text not null,
  site_code text not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (store_id, channel_key, member_id)
);
comment on table kcp_quick_member is 'Members of KCP QuickPay that registered something in a channel''s window. Erased by DELETE /kcpquick/members of REST V1.';
comment on column kcp_quick_member.member_id is 'memberID of the shop''s page, at most 16 characters.';
comment on column kcp_quick_member.site_code is 'The channel''s merchant id at KCP when the member registered.';

create table kcp_quick_preparation (
  store_id text not null,
  merchant_uid text not null,
  merchant_id text not null,
  data jsonb not null,
  code_verifier_sealed text not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (store_id, merchant_uid)
);
comment on table kcp_quick_preparation is 'Prepaid-money orders that the merchant''s server registered beforehand (POST /kcpquick/prepare of REST V1).';
comment on column kcp_quick_preparation.data is 'btid, customer''s address, prepaid amount in won, barcode issuer and reward.';
comment on column kcp_quick_preparation.code_verifier_sealed is 'Random text that proves the requester to KCP; sealed at rest.';
`
