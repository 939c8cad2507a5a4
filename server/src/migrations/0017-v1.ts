/** Adds: access tokens of REST V1. */
export const v1Tables = `
create table v1_token (
  merchant_id text primary key references merchant,
  nonce bytea not null,
  token_digest bytea not null,
  rest_secret_digest bytea not null,
  expires_at timestamptz not null
);
comment on table v1_token is 'The one access token of a merchant''s REST key, shared by all who ask for it with the same secret. v1_directory finds it by "token:<digest>".';
comment on column v1_token.nonce is 'Random bytes; the token is their HMAC under the installation''s token key, so that it can be handed out again and is stored nowhere.';
comment on column v1_token.rest_secret_digest is 'Digest of the secret it was issued for. A re-issued secret has another one, which ends the token in the same statement.';
comment on table v1_directory is 'Directory: user code, REST key and access token (as "token:<digest>") to merchant; keeps the first two unique over the installation.';
`
