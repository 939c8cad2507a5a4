/** One optional member, absent where there is no value: `{ ...present('email', email) }`. */
export function present<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } {
  const member: { [K in Key]?: Value } = {}
  if (value !== undefined) member[key] = value
  return member
}
