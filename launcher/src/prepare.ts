import { spawn } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LaunchError } from './launch-error.ts'
import { projectRoot, type Environment } from './settings.ts'

/**
 * Runs the server's one-off preparation: schema and, in development, the demonstration merchant.
 *
 * @throws LaunchError with the sentence that the server gives for a database or key that cannot work
 */
export async function prepare(environment: Environment, logsDir: string): Promise<void> {
  const program = spawn(
    process.execPath,
    ['--enable-source-maps', join(projectRoot, 'server/dist/prepare.js')],
    {
      cwd: projectRoot,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    },
  )
  const output: Buffer[] = []
  const errors: Buffer[] = []
  program.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  program.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once('error', reject)
    program.once('close', resolve)
  })
  const said = Buffer.concat(errors).toString('utf8').trim()
  const logFile = join(logsDir, 'prepare.log')
  await appendFile(logFile, `${Buffer.concat(output).toString('utf8')}${said}\n`, { mode: 0o600 })
  if (code === 0) return
  // Exit code 2: what it said is one sentence in both languages.
  if (code === 2) throw new LaunchSentence(said)
  throw new LaunchError(
    `데이터베이스를 준비하지 못했습니다(코드 ${code}). 자세한 내용은 ${logFile}에 있습니다.`,
    `The database could not be prepared (code ${code}); the details are in ${logFile}.`,
  )
}

/** A sentence that already comes in both languages. */
class LaunchSentence extends LaunchError {
  constructor(sentence: string) {
    super(sentence, '')
    this.message = sentence
  }
}
