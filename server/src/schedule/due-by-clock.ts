/** Test charges of a store come due by this much earlier than their time says. Live ones never do. */
export function testDueAt(timeSql: string, storeSql: string, modeSql: string): string {
  return `${timeSql} - case when ${modeSql} = 'TEST' then coalesce((select ahead_ms from store_clock
    where store_clock.store_id = ${storeSql}), 0) else 0 end * interval '1 millisecond'`
}
