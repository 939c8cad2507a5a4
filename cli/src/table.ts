/** Lays rows out in columns for a terminal, where a Korean letter is two columns wide. The last column is left ragged. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columnsOf(cell))
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - columnsOf(cell)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text)
    columns += /[\u1100-\u115f\u3000-\u303e\uac00-\ud7a3\uff01-\uff60]/u.test(letter) ? 2 : 1
  return columns
}
