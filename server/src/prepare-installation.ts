import { gateways } from '@naru/gateways'
import { createAuditLog } from './audit/audit-log.ts'
import { noteChannelUsed } from './channel/channel-store.ts'
import { createPgNetwork } from './channel/pg-network.ts'
import { checkDatabase } from './check-database.ts'
import { checkKey } from './check-key.ts'
import { readConfig, type Config } from './config.ts'
import { createLastUse, noteSecretUsed } from './credential/last-use.ts'
import { createDemonstration } from './demonstration.ts'
import { demonstrationPath } from './demonstration-file.ts'
import { systemClock } from './foundation/clock.ts'
import { openDatabase, type DatabasePool } from './foundation/database.ts'
import type { Logger } from './foundation/log.ts'
import { migrate } from './foundation/migrate.ts'
import { systemRandom } from './foundation/random.ts'
import { createVault, type Vault } from './foundation/sealing.ts'
import { createOnMerchantCreated } from './merchant-created.ts'
import { withdrawalHooks } from './merchant-withdrawn.ts'
import { createOperatorAuthentication } from './operator/operator-authentication.ts'
import { openAccounts } from './merchant/account-dependencies.ts'
import { migrations } from './migrations/index.ts'

/** What `prepare` did; printed as one JSON line. No secrets: those are in the file that `demonstration` names. */
export interface Prepared {
  readonly migrations: readonly string[]
  readonly demonstration?: { readonly file: string; readonly storeId: string; readonly email: string }
}

/**
 * Brings the schema up to date and, in development mode, makes the demonstration merchant. Safe to repeat.
 *
 * @throws ConfigError for a configuration or database that cannot work
 */
export async function prepareInstallation(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly migrateOnly: boolean; readonly log: Logger },
): Promise<Prepared> {
  const config = readConfig(env)
  await checkDatabase(config.databaseUrl)
  const database = openDatabase(config.databaseUrl, 4)
  try {
    const applied = await migrate(database, migrations)
    if (options.migrateOnly) return { migrations: applied }
    const vault = createVault(database, systemRandom, config.keyEncryptionKey)
    await checkKey({ database, vault })
    if (config.mode === 'production') return { migrations: applied }
    return {
      migrations: applied,
      demonstration: await demonstrate(config, env, { database, vault, log: options.log }),
    }
  } finally {
    await database.close()
  }
}

async function demonstrate(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
  { database, vault, log }: { database: DatabasePool; vault: Vault; log: Logger },
): Promise<NonNullable<Prepared['demonstration']>> {
  const base = config.ports.console
  const audit = createAuditLog({ clock: systemClock, auditKey: config.auditKey })
  const parts = { database, clock: systemClock, random: systemRandom, log, audit }
  const network = createPgNetwork()
  const secretUse = createLastUse(parts, noteSecretUsed)
  const accounts = openAccounts(config, {
    ...parts,
    vault,
    withdrawal: withdrawalHooks,
    onMerchantCreated: createOnMerchantCreated({ ...parts, vault }),
  })
  try {
    const made = await createDemonstration(
      {
        ...parts,
        vault,
        accounts,
        operators: createOperatorAuthentication({
          ...parts,
          secret: config.operatorSecret,
          consoleOrigin: config.origins.console,
        }),
        gateways,
        network,
        secretUse,
        tokenKey: config.tokenKey,
        checkoutOrigin: config.origins.checkout,
        channelUse: createLastUse(parts, noteChannelUsed),
        channelUses: [],
        // The simulators do not run yet; the server tells them all channels when it starts.
        simulatorOrigin: undefined,
      },
      config,
      {
        shop: env['NARU_SHOP_ORIGIN'] ?? `http://localhost:${base + 5}`,
        simulators: config.simulatorOrigin ?? `http://localhost:${base + 4}`,
      },
    )
    return { file: demonstrationPath(config.dataDir), storeId: made.storeId, email: made.console.email }
  } finally {
    await secretUse.settled()
    await accounts.close()
    await network.close()
  }
}
