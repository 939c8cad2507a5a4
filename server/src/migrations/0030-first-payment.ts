/** Adds: the first payment that a window charges together with issuing a billing key. */
export const firstPaymentTables = `
create table billing_key_first_payment (
  store_id text not null,
  billing_key text not null,
  payment_id text not null,
  transaction_id text not null,
  data jsonb not null,
  created_at timestamptz not null,
  primary key (store_id, billing_key)
);
comment on table billing_key_first_payment is 'What is charged as soon as the billing key exists (requestIssueBillingKeyAndPay). The key becomes ISSUED only when this payment was taken.';
comment on column billing_key_first_payment.payment_id is 'The merchant’s order number.';
comment on column billing_key_first_payment.transaction_id is 'The attempt that the charge makes; decided when the window opens, so that a charge after a crash is found and never made twice.';
comment on column billing_key_first_payment.data is 'Order and origin as the window was asked; amounts in minor units of their currency.';
`
