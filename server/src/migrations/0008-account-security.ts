/**
 * Adds: second factors, recovery codes, pending sign-ins, trusted devices, passkeys, changes of e-mail, and
 * what is left of withdrawn accounts.
 */
export const accountSecurityTables = `
alter table merchant add column withdrawn_at timestamptz;
comment on column merchant.withdrawn_at is 'When the Owner withdrew (회원 탈퇴). Nothing of this merchant works any more; payments stay for the law.';

create table auth_two_factor (
  user_id text primary key references auth_user on delete cascade,
  secret_sealed text not null,
  confirmed_at timestamptz,
  last_step bigint not null,
  created_at timestamptz not null
);
comment on table auth_two_factor is 'Directory: second factor of a console user (2차 인증), TOTP of RFC 6238.';
comment on column auth_two_factor.secret_sealed is 'Sealed under a data key of this user; the user id is associated data, so a row copied to somebody else does not open.';
comment on column auth_two_factor.confirmed_at is 'Null: shown as a QR picture but not confirmed with a code yet; it guards nothing.';
comment on column auth_two_factor.last_step is 'Number of the newest 30-second step whose code was taken. Codes of it and of older ones are refused.';

create table auth_recovery_code (
  user_id text not null references auth_user on delete cascade,
  code_digest bytea not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (user_id, code_digest)
);
comment on table auth_recovery_code is 'Directory: recovery codes. HMAC-SHA-256 under a key of the installation; each works once.';

create table auth_pending_sign_in (
  token_digest bytea primary key,
  user_id text not null references auth_user on delete cascade,
  attempts integer not null,
  expires_at timestamptz not null
);
create index auth_pending_sign_in_of_user on auth_pending_sign_in (user_id);
create index auth_pending_sign_in_expires on auth_pending_sign_in (expires_at);
comment on table auth_pending_sign_in is 'Directory: right password given, second step open. No session exists meanwhile. The token is in a cookie only.';

create table auth_trusted_device (
  token_digest bytea primary key,
  user_id text not null references auth_user on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index auth_trusted_device_of_user on auth_trusted_device (user_id);
comment on table auth_trusted_device is 'Directory: browsers that need no second step for 30 days. Forgotten when password, e-mail or second factor change.';

create table auth_passkey (
  credential_id text primary key,
  user_id text not null references auth_user on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  is_synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index auth_passkey_of_user on auth_passkey (user_id);
comment on table auth_passkey is 'Directory: passkeys (WebAuthn). Public keys only.';
comment on column auth_passkey.counter is 'Signature counter of the authenticator. One that goes back means a copy and is refused; 0 stays 0 for synced ones.';

create table auth_passkey_challenge (
  challenge_digest bytea primary key,
  purpose text not null,
  user_id text references auth_user on delete cascade,
  expires_at timestamptz not null
);
create index auth_passkey_challenge_expires on auth_passkey_challenge (expires_at);
comment on table auth_passkey_challenge is 'Directory: challenges given out and not answered yet; each is answered once, within five minutes.';
comment on column auth_passkey_challenge.purpose is 'register (bound to user_id) or sign-in.';

create table auth_email_change (
  user_id text primary key references auth_user on delete cascade,
  new_email text not null,
  token_digest bytea not null,
  expires_at timestamptz not null
);
create unique index auth_email_change_token on auth_email_change (token_digest);
comment on table auth_email_change is 'Directory: a new address that waits for its link to be opened. It is no login before that.';

create table auth_former_email (
  email_digest bytea primary key,
  blocked_until timestamptz,
  released_at timestamptz not null
);
comment on table auth_former_email is 'Directory: addresses that were once a login, as HMAC-SHA-256 under a key of the installation. None becomes one by a change of e-mail.';
comment on column auth_former_email.blocked_until is 'No sign-up with this address before; 30 days after a withdrawal.';
`
