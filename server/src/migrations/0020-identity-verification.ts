/** Adds: identity verifications (본인인증) and their attempts. */
export const identityVerificationTables = `
create table identity_verification (
  store_id text not null,
  identity_verification_id text not null,
  merchant_id text not null,
  row_version integer not null,
  status text not null,
  transaction_id text not null,
  transaction_count integer not null,
  is_test boolean not null,
  requested_at timestamptz not null,
  verified_at timestamptz,
  failed_at timestamptz,
  status_at timestamptz not null,
  primary key (store_id, identity_verification_id)
);
create index identity_verification_by_request_time on identity_verification (store_id, requested_at desc, identity_verification_id);
create index identity_verification_by_status_time on identity_verification (store_id, status_at desc, identity_verification_id);
comment on table identity_verification is '본인인증: what one id came to. status: READY, VERIFIED, FAILED; at most one attempt of an id is ever VERIFIED, and this row decides which.';
comment on column identity_verification.transaction_id is 'The attempt that is shown: the verified one, else the latest.';
comment on column identity_verification.row_version is 'Counts every change; a change is written only on the version that was read.';

create table identity_verification_attempt (
  store_id text not null,
  transaction_id text not null,
  identity_verification_id text not null,
  row_version integer not null,
  kind text not null,
  phase text not null,
  status text not null,
  version text not null,
  channel_key text not null,
  channel jsonb not null,
  requested jsonb not null,
  person jsonb,
  facts_sealed text,
  memory_sealed text,
  proof_sealed text,
  pg_tx_id text,
  failure jsonb,
  otp_tries integer not null default 0,
  requested_at timestamptz not null,
  sent_at timestamptz,
  decided_at timestamptz,
  status_at timestamptz not null,
  primary key (store_id, transaction_id)
);
create unique index identity_verification_verified_once on identity_verification_attempt (store_id, identity_verification_id) where status = 'VERIFIED';
create index identity_verification_attempt_of_id on identity_verification_attempt (store_id, identity_verification_id);
create index identity_verification_attempt_of_channel on identity_verification_attempt (store_id, channel_key);
comment on table identity_verification_attempt is 'One try of a person to prove who he is. kind: WINDOW, OTP. phase: OPEN (window), SENDING, SENT (a code is under way), VERIFYING (the PG is asked who it was), DONE.';
comment on column identity_verification_attempt.version is 'V1 or V2: the interface that asked.';
comment on column identity_verification_attempt.channel is 'The channel as it was: id, key, name, mode, PG and merchant id.';
comment on column identity_verification_attempt.requested is 'What the merchant gave: whom it expects, its own data, PG extras. Resident numbers are never kept.';
comment on column identity_verification_attempt.person is 'Who it was, as the PG says, without CI and DI: name, birth date, gender, phone, operator. Searched by lists.';
comment on column identity_verification_attempt.facts_sealed is 'CI, DI and the whole answer of the PG, sealed.';
comment on column identity_verification_attempt.memory_sealed is 'What the gateway must remember between two steps, sealed. Emptied at the end.';
comment on column identity_verification_attempt.proof_sealed is 'What the window proved, sealed, until the PG has said who it was.';
comment on column identity_verification_attempt.otp_tries is 'Codes that were tried; counted before the PG is asked, so that no race gives an extra guess.';
`
