/**
 * Adds: saved views, search terms of payments, and indexes that carry what lists filter and sum by.
 * The two time indexes are replaced by wider ones under new names; code of the former release works with either.
 */
export const savedViewTables = `
alter table payment add column search_terms tsvector;
comment on column payment.search_terms is 'What the payment is found by: letters of the store, a letter for the field, the text. Written with the view.';
update payment p set search_terms = array_to_tsvector(array_remove(array[
  own || 'o:' || left(lower(v ->> 'orderName'), 80),
  own || 'n:' || left(lower(v -> 'customer' ->> 'name'), 80),
  own || 'e:' || left(lower(v -> 'customer' ->> 'email'), 80),
  own || 'h:' || left(regexp_replace(v -> 'customer' ->> 'phoneNumber', '[^0-9*]', '', 'g'), 80),
  own || 'a:' || left(lower(v -> 'customer' -> 'address' ->> 'oneLine'), 80),
  own || 'z:' || left(lower(v -> 'customer' ->> 'zipcode'), 80),
  own || 'u:' || left(lower(v -> 'customer' ->> 'id'), 80),
  own || 'm:' || left(lower(v -> 'channel' ->> 'pgMerchantId'), 80),
  own || 'd:' || left(lower(v -> 'origin' ->> 'platformType'), 80),
  own || 'r:' || left(lower(coalesce(m ->> 'approvalNumber', v -> 'method' ->> 'approvalNumber')), 80),
  own || 'c:' || left(m -> 'card' ->> 'bin', 8),
  own || 'c:' || substring(m -> 'card' ->> 'number' from '[0-9]{4}$'),
  own || 'k:' || left(lower(m -> 'card' ->> 'name'), 80),
  own || 'k:' || left(lower(m -> 'card' ->> 'publisher'), 80),
  own || 'i:' || (m -> 'installment' ->> 'month'),
  own || 'b:' || left(lower(v -> 'method' ->> 'bank'), 80),
  own || 'v:' || left(regexp_replace(v -> 'method' ->> 'accountNumber', '[^0-9*]', '', 'g'), 80),
  own || 'y:' || left(lower(v -> 'method' ->> 'remitteeName'), 80),
  own || 'y:' || left(lower(v -> 'method' ->> 'remitterName'), 80),
  own || 'x:' || left(lower(v -> 'cancellations' -> 0 ->> 'reason'), 80),
  own || 'x:' || left(lower(v -> 'cancellations' -> -1 ->> 'reason'), 80)
], null))
from (
  select store_id, payment_id, substr(store_id, 7, 6) as own, view::jsonb as v,
    coalesce(view::jsonb -> 'method' -> 'easyPayMethod', view::jsonb -> 'method') as m
  from payment
) seen where seen.store_id = p.store_id and seen.payment_id = p.payment_id;
-- Without a pending list: its flush would stop one payment now and then for as long as thousands of entries take.
create index payment_by_search_term on payment using gin (search_terms) with (fastupdate = off);

-- A list is answered from the index alone. What it carries changes only together with its time, so it costs no extra entries.
create index payment_list_by_status_time on payment (store_id, status_changed_at, payment_id)
  include (status, is_test, pay_method, pg_provider);
create index payment_list_by_request_time on payment (store_id, requested_at, payment_id)
  include (status, is_test, pay_method, pg_provider, currency, total_minor, cancelled_minor);
drop index payment_by_status_time;
drop index payment_by_request_time;

create table saved_view (
  merchant_id text not null references merchant,
  user_id text not null,
  list text not null,
  view_id text not null,
  name text not null,
  filters jsonb not null,
  columns jsonb not null,
  is_default boolean not null,
  row_version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, user_id, list, view_id)
);
create unique index saved_view_name on saved_view (merchant_id, user_id, list, name);
comment on table saved_view is 'Filters and columns of a list under a name, of one person.';
comment on column saved_view.list is 'Which list: payments.';
comment on column saved_view.is_default is 'What the list opens with. At most one of each person and list.';
`
