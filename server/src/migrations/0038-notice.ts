/** Adds: what the operator tells all merchants of the installation. */
export const noticeTables = `
create table notice (
  notice_id text primary key,
  kind text not null check (kind in ('NOTICE', 'NEWS', 'FAQ')),
  title_ko text not null,
  body_ko text not null,
  title_en text not null default '',
  body_en text not null default '',
  row_version integer not null default 1,
  published_at timestamptz not null,
  updated_at timestamptz not null
);
create index notice_by_time on notice (kind, published_at desc, notice_id desc);
comment on table notice is '공지사항, 새소식, FAQ: written by the operator, read by every merchant on the home screen. Without English text the Korean one stands for it.';
`
