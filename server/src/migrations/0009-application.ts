/** Adds: e-payment applications (전자결제 신청), and the operators of the installation. */
export const applicationTables = `
create table application_terms (
  merchant_id text primary key references merchant,
  third_party_at timestamptz,
  privacy_at timestamptz,
  marketing_at timestamptz
);
comment on table application_terms is 'When the terms of the application were agreed to; null: they were not.';

create table business_info (
  merchant_id text primary key references merchant,
  store_id text not null references store,
  info_sealed text not null,
  company_name text not null,
  registration_number text not null,
  row_version integer not null,
  saved_at timestamptz not null,
  submitted_at timestamptz,
  submitted_by text
);
comment on table business_info is '비즈니스 인증: what the merchant says of its business. Immutable once submitted_at is set.';
comment on column business_info.store_id is 'The representative store, whose data key seals the row.';
comment on column business_info.info_sealed is 'JSON, sealed: it holds names, telephone numbers and birth dates of people.';
comment on column business_info.company_name is 'Again in clear, for the operator''s search.';

create table business_licence (
  merchant_id text primary key references merchant,
  file_id text not null,
  name text not null,
  media_type text not null,
  bytes integer not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null
);
comment on table business_licence is '사업자등록증: the newest upload. The file itself lies, sealed, in the file store under merchant and file id.';
comment on column business_licence.name is 'The name that the person gave it; shown, and never used as a path.';
comment on column business_licence.media_type is 'As found in the content.';

create table application_choice (
  merchant_id text primary key references merchant,
  cart text not null,
  extra_sealed text not null,
  row_version integer not null,
  saved_at timestamptz not null
);
comment on table application_choice is 'PGs and pay methods in the cart, not yet submitted.';
comment on column application_choice.cart is 'JSON list of pg and method.';
comment on column application_choice.extra_sealed is 'JSON of the answers to the PGs'' own questions, sealed: bank accounts are among them.';

create table application_contract (
  merchant_id text not null references merchant,
  contract_id text not null,
  pg text not null,
  method text not null,
  state text not null,
  extra_sealed text not null,
  applied_at timestamptz not null,
  applied_by text not null,
  state_changed_at timestamptz not null,
  row_version integer not null,
  primary key (merchant_id, contract_id)
);
create unique index application_contract_open on application_contract (merchant_id, pg, method)
  where state not in ('REJECTED', 'CANCELLED');
create index application_contract_by_state on application_contract (state, state_changed_at desc);
comment on table application_contract is 'One pay method of one PG that the merchant applied for. A finished one may be applied for again.';
comment on column application_contract.state is 'APPLIED, SCREENING, CONTRACT, CARD_REVIEW, COMPLETED, REJECTED, CANCELLED.';

create table application_event (
  merchant_id text not null references merchant,
  event_id text not null,
  at timestamptz not null,
  kind text not null,
  contract_id text,
  from_state text,
  to_state text,
  note text,
  primary key (merchant_id, event_id)
);
comment on table application_event is 'What happened to a merchant''s applications, as the merchant reads it. Who did it stands in the audit log.';
comment on column application_event.event_id is 'UUIDv7: the order of the list.';
comment on column application_event.kind is 'APPLIED, MOVED, CANCELLED, NOTE.';

create table auth_operator (
  id text primary key,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index auth_operator_email on auth_operator (email);
comment on table auth_operator is 'Directory: operators of the installation (운영자). No merchant''s member, and no console user.';

create table auth_operator_account (
  id text primary key,
  user_id text not null references auth_operator on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_operator_account_of_user on auth_operator_account (user_id);
comment on table auth_operator_account is 'Directory: how an operator proves who he is; Argon2id passwords only.';

create table auth_operator_session (
  id text primary key,
  user_id text not null references auth_operator on delete cascade,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index auth_operator_session_token on auth_operator_session (token);
create index auth_operator_session_of_user on auth_operator_session (user_id);
comment on table auth_operator_session is 'Directory: operators'' sessions. Idle 1 h (expires_at), absolute 12 h (created_at).';
comment on column auth_operator_session.token is 'SHA-256 of the session token, base64url.';

create table auth_operator_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_operator_verification_identifier on auth_operator_verification (identifier);
create index auth_operator_verification_value on auth_operator_verification (value);
comment on table auth_operator_verification is 'Directory: one-time links with which an operator sets the password.';
`
