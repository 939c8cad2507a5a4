/**
 * Adds: console users and their sessions (the tables of the authentication library, in our
 * column style), log-in and mail throttles, the development mailbox.
 */
export const accountTables = `
create table auth_user (
  id text primary key,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  marketing_agreed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index auth_user_email on auth_user (email);
comment on table auth_user is 'Directory: console users (계정). Written by the authentication library.';
comment on column auth_user.email is 'Lower case. Unique over the whole installation.';
comment on column auth_user.email_verified is 'No session is given before it is true.';
comment on column auth_user.marketing_agreed_at is 'When the optional marketing term was agreed to; null: it was not.';

create table auth_account (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
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
create index auth_account_of_user on auth_account (user_id);
comment on table auth_account is 'Directory: how a user proves who he is; only provider credential (password) is in use.';
comment on column auth_account.password is 'Argon2id in PHC text form.';

create table auth_session (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index auth_session_token on auth_session (token);
create index auth_session_of_user on auth_session (user_id);
comment on table auth_session is 'Directory: console sessions. Idle 12 h (expires_at), absolute 7 d (created_at).';
comment on column auth_session.token is 'SHA-256 of the session token, base64url. The token itself exists in the cookie only.';

create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_verification_identifier on auth_verification (identifier);
create index auth_verification_value on auth_verification (value);
comment on table auth_verification is 'Directory: one-time links in flight (password reset). Links of e-mail verification are signed and need no row.';
comment on column auth_verification.identifier is 'SHA-256 of purpose and token, base64url.';
comment on column auth_verification.value is 'The user id.';

create table auth_throttle (
  throttle_key text primary key,
  attempts integer not null,
  resets_at timestamptz not null
);
create index auth_throttle_resets on auth_throttle (resets_at);
comment on table auth_throttle is 'Directory: counters against guessing passwords and flooding mailboxes, shared by all replicas.';
comment on column auth_throttle.throttle_key is 'Purpose and SHA-256 of what is counted (account and address), so that nobody can be read from it.';
comment on column auth_throttle.resets_at is 'When the counter starts again. Reaching the limit pushes it one full window ahead.';

create table development_mail (
  mail_id text primary key,
  recipient text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  sent_at timestamptz not null
);
create index development_mail_of_recipient on development_mail (recipient, mail_id desc);
comment on table development_mail is 'Directory: mails of an installation without SMTP, readable at /dev/mailbox. Never used in production mode.';
`
