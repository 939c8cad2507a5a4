/** Adds: the channel that a V1 request means when it names none. */
export const v1DefaultChannelTables = `
create table v1_default_channel (
  store_id text not null,
  purpose text not null,
  channel_key text not null,
  updated_at timestamptz not null,
  primary key (store_id, purpose)
);
comment on table v1_default_channel is '기본 PG of REST V1 and the IMP script, per store. No row, or one whose channel is gone: the oldest live channel that can do what is asked, else the oldest test channel.';
comment on column v1_default_channel.purpose is 'WINDOW: IMP.request_pay. API: cards, billing keys and accounts that the merchant''s server asks for. CERTIFICATION: IMP.certification and its API.';
`
