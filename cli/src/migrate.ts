import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot, type Installation } from './installation.ts'
import { readArguments } from './read-arguments.ts'
import { ToldError } from './told-error.ts'

/** Brings the schema at `DATABASE_URL` up to date; `npm start` does the same for the embedded database by itself. */
export async function migrate(
  words: readonly string[],
  { installation, env }: { installation: Installation; env: NodeJS.ProcessEnv },
): Promise<number> {
  readArguments({}, words)
  if (env['DATABASE_URL'] === undefined || env['DATABASE_URL'] === '') {
    throw new ToldError(
      'DATABASE_URL이 없습니다. 내장 데이터베이스는 npm start가 스스로 최신으로 만듭니다.',
      'DATABASE_URL is not set; the embedded database is brought up to date by npm start itself.',
    )
  }
  const program = spawn(process.execPath, [join(projectRoot, 'server/dist/prepare.js'), '--migrate-only'], {
    env: { ...env, NARU_DATA_DIR: installation.dataDir },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    program.once('error', reject)
    program.once('exit', (code) => resolve(code ?? 1))
  })
}
