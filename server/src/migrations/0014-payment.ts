/** Changes: how payment rows lie on their pages. */
export const paymentStorage = `
-- A payment with its view is some 2.5 kB, just over PostgreSQL's limit for compressing; rows change three times in a second
-- and are read more often than that, so they stay as they are.
alter table payment set (toast_tuple_target = 8160);
alter table payment_transaction set (toast_tuple_target = 8160);
-- A window's row is written again when it begins: room for that on its page.
alter table checkout_attempt set (fillfactor = 70);
-- Stores are never removed (deleted_at), and each check of the key locked the store's row for every payment.
alter table payment drop constraint payment_store_id_fkey;
`
