import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { runningAddress } from '@naru/launcher/postgres/running-address'
import { projectRoot, type Installation } from './installation.ts'
import { readArguments } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'
import { ToldError } from './told-error.ts'

/**
 * `operator add <email>`: a person who runs the installation and looks after applications. Prints a link, valid once
 * and for a day, with which he chooses a password; said again for the same address, it prints a new one.
 */
export async function operator(
  words: readonly string[],
  { installation, terminal, env }: { installation: Installation; terminal: Terminal; env: NodeJS.ProcessEnv },
): Promise<number> {
  const [verb, email, ...rest] = words
  readArguments({}, rest)
  if (verb !== 'add' || email === undefined || email.startsWith('-')) {
    throw new ToldError(
      'npm run naru -- operator add <이메일> 로 쓰세요.',
      'Say: npm run naru -- operator add <email>.',
    )
  }
  const given = env['DATABASE_URL']
  const url = given === undefined || given === '' ? await runningAddress(installation.dataDir) : given
  if (url === undefined) {
    throw new ToldError(
      '내장 데이터베이스가 실행 중이 아닙니다. npm start를 먼저 실행하거나 DATABASE_URL을 지정하세요.',
      'The embedded database does not run: run npm start first, or set DATABASE_URL.',
    )
  }
  const answer = await run([join(projectRoot, 'server/dist/operator-add.js'), email], {
    ...env,
    DATABASE_URL: url,
    NARU_DATA_DIR: installation.dataDir,
  })
  if (answer.code !== 0) return answer.code
  const parsed: unknown = JSON.parse(answer.text)
  if (typeof parsed !== 'object' || parsed === null || !('url' in parsed) || typeof parsed.url !== 'string')
    throw new Error('operator-add answered something else')
  terminal.note(
    '비밀번호를 정하는 링크입니다. 하루 동안 한 번만 쓸 수 있습니다. / Choose a password here, once, within a day:',
  )
  terminal.out(`${parsed.url}\n`)
  return 0
}

function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; text: string }> {
  const program = spawn(process.execPath, [...words], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  program.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  return new Promise((resolve, reject) => {
    program.once('error', reject)
    program.once('close', (code) => resolve({ code: code ?? 1, text }))
  })
}
