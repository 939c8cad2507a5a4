/** Adds: retries of V1 webhooks (opt-in), and the addresses that may call REST V1. */
export const webhookAndAddressTables = `
alter table webhook_setting add column retries boolean not null default false;
comment on column webhook_setting.retries is 'V1 only: send again up to five times, a minute apart, after a 5xx or without an answer. V2 always retries on its own schedule.';
comment on column webhook.api_version is 'V1 or V2: decides body, signature, time limits and retries.';
comment on column webhook.execution_max is 'Automatic attempts in all. V1 without retries: 1.';

create table call_address (
  merchant_id text primary key references merchant,
  is_enforced boolean not null,
  rules jsonb not null,
  row_version integer not null,
  updated_at timestamptz not null
);
comment on table call_address is 'Addresses that may call REST V1 with this merchant''s key (IP 화이트리스트). No row: everybody may.';
comment on column call_address.rules is '[{"cidr": "1.1.1.0/24", "memo": "사무실"}], at most 100. Read whole at every V1 call, never cached.';
`
