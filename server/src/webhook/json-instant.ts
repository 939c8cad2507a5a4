/** RFC 3339 in UTC with milliseconds, as JavaScript writes it; for JSON that PostgreSQL builds. */
export function jsonInstant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
