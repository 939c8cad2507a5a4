/** JSON on several lines; what is no JSON (a form, half an answer, an error page) stays as it came. */
export function prettyBody(body: string): string {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : body
  } catch {
    return body
  }
}
