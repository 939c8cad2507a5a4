/** Long steps as lines for a person, on standard error so that standard output stays with the program. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

const tellEveryMs = 10_000

export function tell(line) {
  process.stderr.write(`  ${line}\n`)
}

/**
 * Runs a program in the project folder and tells every few seconds that it is still at work. Its output is shown
 * only when it fails, or as it comes with `show`.
 *
 * @returns {Promise<{ok: boolean, output: string}>}
 */
export function runStep(title, command, args, { show = false, env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const startedAt = Date.now()
    const seconds = () => Math.round((Date.now() - startedAt) / 1000)
    if (!quiet) tell(`${title} …`)
    const timer = setInterval(() => quiet || show || tell(`${title} … ${seconds()} s`), tellEveryMs)
    const isScript = process.platform === 'win32' && command === 'npm'
    const child = spawn(isScript ? 'npm.cmd' : command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      shell: isScript,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    })
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    const end = (ok, note = '') => {
      clearInterval(timer)
      resolve({ ok, output: plain(Buffer.concat(output).toString('utf8')) + note })
    }
    child.once('error', (error) => end(false, String(error)))
    child.once('close', (code) => end(code === 0))
  })
}

/** Some tools paint even into a pipe. */
function plain(text) {
  // oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
  return text.replace(/\u001b\[[0-9;]*m/g, '')
}
