declare global {
  interface Window {
    /** Answers that `first-paint.js` asked for before the application ran, by address. */
    naruAhead?: Map<string, Promise<Response>>
  }
}

/** The answer that is already on its way, once; undefined when nobody asked ahead. */
export function takeAhead(path: string): Promise<Response> | undefined {
  const answer = window.naruAhead?.get(path)
  window.naruAhead?.delete(path)
  return answer
}
