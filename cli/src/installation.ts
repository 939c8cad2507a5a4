import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ToldError } from './told-error.ts'

/** Which installation on this machine is meant. */
export interface Installation {
  readonly portBase: number
  readonly dataDir: string
  readonly production: boolean
}

/** The project folder: two above `cli/src` and above `cli/dist`. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** The same variables and defaults as `npm start`, so that both mean the same installation. */
export function readInstallation(env: Readonly<Record<string, string | undefined>>): Installation {
  const text = env['NARU_PORT_BASE'] ?? '4000'
  const portBase = Number(text)
  if (!/^\d+$/.test(text) || portBase < 1 || portBase > 65_500) {
    throw new ToldError(
      `NARU_PORT_BASE는 1에서 65500 사이의 정수여야 합니다(지금: ${text}).`,
      `NARU_PORT_BASE must be a whole number from 1 to 65500 (it is ${text}).`,
    )
  }
  return {
    portBase,
    dataDir: resolve(projectRoot, env['NARU_DATA_DIR'] ?? '.naru'),
    production: env['NARU_MODE'] === 'production',
  }
}
