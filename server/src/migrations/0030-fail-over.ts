/** Adds: whether a smart-routing group may give a payment to another of its channels. */
export const failOverColumn = `
alter table channel_group add column fails_over boolean not null default false;
comment on column channel_group.fails_over is 'A payment whose PG does not open its window goes to another channel of the group. Only before a buyer was handed to any PG.';
`
