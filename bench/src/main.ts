#!/usr/bin/env node
import { cpus } from 'node:os'
import { argv, stderr, stdout, versions } from 'node:process'
import { measureDurable, measureGet, measureMemory, measureWebhook } from './measure.ts'
import { measureConnectors } from './measure-connectors.ts'
import { measureCursorExport } from './measure-export.ts'
import { measureExcelDownload, measureList, measureSearch } from './measure-lists.ts'
import { measureV1 } from './measure-v1.ts'
import { writeManyPayments } from './many-payments.ts'
import { measureSchedules } from './measure-schedules.ts'
import { startPlatform } from './platform.ts'
import { meetsGoal, type Row } from './row.ts'
import { measureSecondStart } from './second-start.ts'

/**
 * `npm run bench`: every figure that the documentation states, each beside a baseline of the same minute.
 * `-- --only durable,webhook` measures some groups: memory, get, v1, durable, webhook, connectors, schedules, lists, start.
 */
const asJson = argv.includes('--json')
const onlyAt = argv.indexOf('--only')
const wanted = onlyAt < 0 ? undefined : (argv[onlyAt + 1] ?? '').split(',')
const isWanted = (group: string): boolean => wanted === undefined || wanted.includes(group)
const say = (line: string): void => void stderr.write(`${line}\n`)

say('starting a platform for measuring …')
const platform = await startPlatform()
const rows: Row[] = []
let environment: Record<string, string | number>
try {
  const settings = await platform.database.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes')`,
  )
  environment = {
    node: versions.node,
    cpus: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? '',
    at: new Date().toISOString(),
    ...Object.fromEntries(settings.rows.map((row) => [`postgresql_${row.name}`, row.setting])),
  }
  await platform.database.query(`update webhook_setting set url = null where store_id = $1`, [
    platform.demo.storeId,
  ])
  const measure = async (group: string, title: string, work: () => Promise<Row | readonly Row[]>) => {
    if (!isWanted(group)) return
    say(`${title} …`)
    rows.push(...[await work()].flat())
  }
  await measure('memory', 'idle memory', () => measureMemory(platform))
  await measure('get', 'GET /payments/{id}', () => measureGet(platform))
  await measure('v1', 'REST V1', () => measureV1(platform))
  await measure('durable', 'durable payments', () => measureDurable(platform))
  await measure('webhook', 'webhook latency', () => measureWebhook(platform))
  await measure('connectors', 'connectors without a network', () => measureConnectors(say))
  await measure('schedules', 'ten thousand schedules', () => measureSchedules(platform))
  // Last: a million payments would weigh on every other figure.
  await measure('lists', 'lists and downloads of a million payments', async () => {
    const many = await writeManyPayments(platform)
    return [
      ...(await measureList(platform, many)),
      ...(await measureSearch(platform, many)),
      ...(await measureExcelDownload(platform, many)),
      ...(await measureCursorExport(platform, many)),
    ]
  })
} finally {
  await platform.stop()
}
if (isWanted('start')) {
  say('second start …')
  rows.push(await measureSecondStart())
}

if (asJson)
  stdout.write(`${JSON.stringify({ environment, rows: rows.map(({ goal: _goal, ...row }) => row) })}\n`)
else {
  for (const [name, value] of Object.entries(environment)) stdout.write(`${name.padEnd(34)} ${value}\n`)
  stdout.write('\n')
  for (const row of rows) {
    const bound = row.goal.atLeast === undefined ? `≤ ${row.goal.atMost ?? ''}` : `≥ ${row.goal.atLeast}`
    const ratio = row.ratio === null ? '' : `  = ${row.ratio} × ${row.baseline}`
    stdout.write(
      `${meetsGoal(row) ? '✓' : '✗'} ${row.id.padEnd(20)} ${String(row.value).padStart(8)} ${row.unit.padEnd(11)}${ratio.padEnd(18)} goal ${row.goal.of} ${bound}   ${row.what}\n`,
    )
  }
}
