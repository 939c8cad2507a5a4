/** Adds: the names that V1 merchants give their billing keys. */
export const v1CustomerTables = `
create table v1_customer (
  store_id text not null,
  customer_uid text not null,
  merchant_id text not null,
  billing_key text not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (store_id, customer_uid)
);
comment on table v1_customer is 'REST V1 customer_uid: the merchant''s own name of a billing key. A key that is issued anew under the same name takes the former one''s place.';
comment on column v1_customer.billing_key is 'The key that it means now, also after that key was deleted.';

create index payment_transaction_of_customer_uid on payment_transaction (store_id, (data #>> '{v1,customerUid}'))
  where data #>> '{v1,customerUid}' is not null;
create index payment_transaction_of_billing_key on payment_transaction (store_id, (data ->> 'billingKey'))
  where data ->> 'billingKey' is not null;
create index schedule_of_customer_uid on payment_schedule (store_id, (data #>> '{v1,customerUid}'))
  where data #>> '{v1,customerUid}' is not null;
`
