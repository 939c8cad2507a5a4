/** Adds: channel groups (스마트 라우팅) and their sessions. */
export const channelGroupTables = `
create table channel_group (
  store_id text not null references store,
  channel_group_id text not null,
  mode text not null,
  name text not null,
  row_version integer not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (store_id, channel_group_id)
);
create unique index channel_group_name on channel_group (store_id, name) where deleted_at is null;
comment on table channel_group is '스마트 라우팅 그룹: channels of one mode between which payments are divided.';
comment on column channel_group.channel_group_id is 'channel-group-live-<uuid> or channel-group-test-<uuid>; what a payment request names.';
comment on column channel_group.mode is 'LIVE or TEST; all channels of the group are of this mode.';
comment on column channel_group.created_by is 'E-mail of the console user.';
comment on column channel_group.deleted_at is 'Set once and never cleared; payments keep what they recorded.';

create table channel_group_session (
  store_id text not null,
  channel_group_id text not null,
  session_id text not null,
  entries jsonb not null,
  begin_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  primary key (store_id, channel_group_id, session_id),
  foreign key (store_id, channel_group_id) references channel_group
);
create index channel_group_session_by_time on channel_group_session (store_id, channel_group_id, begin_at desc, session_id desc);
comment on table channel_group_session is 'How a group divides payments from begin_at on. Nothing switches it over: the current one is the latest begun one that was not cancelled, by the clock of whoever reads.';
comment on column channel_group_session.session_id is 'UUIDv7: of two sessions with the same beginning the later written one counts.';
comment on column channel_group_session.entries is 'Array of {channelKey, weight, enabled}, in the order of the screen; weights are integers with the sum 100.';
comment on column channel_group_session.begin_at is 'UTC. A whole hour for scheduled ones, else the moment of saving.';
comment on column channel_group_session.created_by is 'E-mail of the console user.';
comment on column channel_group_session.cancelled_at is 'A scheduled session that was withdrawn, or replaced by another, before it began.';
`
