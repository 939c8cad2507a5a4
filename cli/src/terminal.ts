/** Where a verb writes. `out` is its answer and nothing else; everything for the eye goes to `note`. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly note: (text: string) => void
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(`${text}\n`),
}
