/** Adds: card promotions, their budgets and what was discounted. */
export const promotionTables = `
create table promotion (
  store_id text not null,
  promotion_id text not null,
  merchant_id text not null,
  row_version integer not null,
  name text not null,
  card_company text not null,
  currency text not null,
  partitions jsonb not null,
  max_discount_minor bigint,
  recover_option jsonb not null,
  total_budget_minor bigint not null,
  reserved_minor bigint not null default 0,
  spent_minor bigint not null default 0,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  paused_at timestamptz,
  terminated_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (store_id, promotion_id),
  constraint promotion_budget_holds check (reserved_minor >= 0 and spent_minor >= 0)
);
create unique index promotion_name on promotion (store_id, name);
create index promotion_by_creation on promotion (store_id, created_at desc, promotion_id);
comment on table promotion is '카드 프로모션: a discount for one card company, paid out of a budget. Its status follows from times, budget and the two marks.';
comment on column promotion.partitions is 'Conditions, smallest amount first: [{amountFrom, scheme: {type: PERCENT, percent} | {type: AMOUNT, amount}}], minor units.';
comment on column promotion.reserved_minor is 'Discounts of open windows, minor units; each is a row of promotion_use in state RESERVED.';
comment on column promotion.spent_minor is 'Discounts of paid payments less what cancels gave back, minor units.';
comment on column promotion.recover_option is 'RECOVER: the discount of a cancelled payment returns to the budget. NO_RECOVER: it does not; may name a spare budget.';

create table promotion_use (
  store_id text not null,
  transaction_id text not null,
  promotion_id text not null,
  payment_id text not null,
  state text not null,
  order_minor bigint not null,
  discount_minor bigint not null,
  returned_minor bigint not null default 0,
  reserved_at timestamptz not null,
  decided_at timestamptz,
  primary key (store_id, transaction_id)
);
create index promotion_use_of on promotion_use (store_id, promotion_id, reserved_at desc, transaction_id);
comment on table promotion_use is 'The discount of one attempt to pay. state: RESERVED (window open), SPENT (paid), RELEASED (not paid).';
comment on column promotion_use.returned_minor is 'What cancels of the payment gave back of the discount, minor units.';
`
