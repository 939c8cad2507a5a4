/** Adds: finding a billing key by the `imp_uid` under which V1's window registered it. */
export const v1RegistrationIndex = `
create unique index billing_key_of_imp_uid on billing_key (store_id, (data #>> '{v1,window,impUid}'))
  where data #>> '{v1,window,impUid}' is not null;
`
