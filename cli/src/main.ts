import { fileURLToPath } from 'node:url'
import { ask } from './ask.ts'
import { catalogue } from './catalogue.ts'
import { doctor } from './doctor.ts'
import { gatewayPages } from './gateway-pages/gateway-pages.ts'
import { help } from './help.ts'
import { readInstallation } from './installation.ts'
import { migrate } from './migrate.ts'
import { migrateCheck } from './migrate-check/migrate-check.ts'
import { newGateway } from './new-gateway/new-gateway.ts'
import { operator } from './operator.ts'
import { pay } from './pay.ts'
import { setup } from './setup.ts'
import { processTerminal as terminal } from './terminal.ts'
import { ToldError } from './told-error.ts'

// `naru <verb> …`: standard output is the answer, standard error is for the eye, the exit code says how it went.
const [verb = 'help', ...words] = process.argv.slice(2)
/** Where the sources lie; only verbs for those who change the code need it. */
const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

try {
  process.exitCode = await run(verb)
} catch (error) {
  if (!(error instanceof ToldError)) throw error
  terminal.note(error.message)
  process.exitCode = 1
}

async function run(name: string): Promise<number> {
  const { env } = process
  switch (name) {
    case 'setup':
      return setup(words, { installation: readInstallation(env), terminal, ask })
    case 'pay':
      return pay(words, {
        installation: readInstallation(env),
        terminal,
        ask,
        now: () => performance.now(),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      })
    case 'doctor':
      return doctor(words, { installation: readInstallation(env), terminal, ask, env })
    case 'catalogue':
      return catalogue(words, { terminal })
    case 'gateway-pages':
      return gatewayPages(words, { terminal, root: projectRoot })
    case 'migrate':
      return migrate(words, { installation: readInstallation(env), env })
    case 'migrate-check':
      return migrateCheck(words, {
        terminal,
        dataDir: readInstallation(env).dataDir,
        workingDir: env['INIT_CWD'] ?? process.cwd(),
      })
    case 'new-gateway':
      return newGateway(words, { terminal, root: projectRoot })
    case 'operator':
      return operator(words, { installation: readInstallation(env), terminal, env })
    case 'help':
    case '--help':
    case '-h':
      terminal.out(help)
      return 0
    default:
      throw new ToldError(
        `${name}은(는) 모르는 명령입니다. npm run naru -- help 를 보세요.`,
        `${name} is not a verb: see npm run naru -- help.`,
      )
  }
}
