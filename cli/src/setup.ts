import type { Ask } from './ask.ts'
import { readDemonstration } from './demonstration.ts'
import type { Installation } from './installation.ts'
import { readArguments } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'
import { ToldError } from './told-error.ts'

/**
 * Prints what a program needs to use the running system. With `--json` standard output is the JSON and nothing
 * else. It holds secrets of the demonstration merchant, as `demo.json` does.
 */
export async function setup(
  words: readonly string[],
  { installation, terminal, ask }: { installation: Installation; terminal: Terminal; ask: Ask },
): Promise<number> {
  const given = readArguments({ json: 'flag' }, words)
  const demonstration = await readDemonstration(installation.dataDir)
  const v2 = demonstration.origins.v2
  // A file of an earlier run under other ports would send its reader to somebody else's system.
  if (new URL(v2).hostname === 'localhost' && Number(new URL(v2).port) !== installation.portBase + 2) {
    throw new ToldError(
      `${installation.dataDir}의 Naru는 다른 포트(${v2})에서 시작했습니다. NARU_PORT_BASE를 맞추거나 npm start를 다시 실행하세요.`,
      `The Naru of ${installation.dataDir} was started on other ports (${v2}): set NARU_PORT_BASE to them, or run npm start again.`,
    )
  }
  const answer = await ask('GET', `${v2}/healthz`)
  if (answer.status !== 200) {
    throw new ToldError(
      `${v2}가 ${answer.status}로 대답합니다. npm run naru -- doctor 로 확인하세요.`,
      `${v2} answers ${answer.status}: look with npm run naru -- doctor.`,
    )
  }
  if (given.flags.has('json')) terminal.out(demonstration.text)
  else {
    const { origins, storeId, channels } = demonstration
    terminal.out(
      [
        ...Object.entries(origins).map(([name, origin]) => `${name.padEnd(12)} ${origin}`),
        `${'storeId'.padEnd(12)} ${storeId}`,
        ...channels.map(({ pg, channelKey, name }) => `${pg.padEnd(12)} ${channelKey}  ${name}`),
        '',
      ].join('\n'),
    )
  }
  return 0
}
