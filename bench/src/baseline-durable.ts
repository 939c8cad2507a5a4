import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { env, stdout } from 'node:process'
import { createInterface } from 'node:readline'

/**
 * The same rows and the same commits as one durable payment, with nothing around them: what PostgreSQL alone
 * gives at this concurrency. Rows are as wide as the platform's (`data` and `view` sizes are taken from it).
 * One commit each: prepare (payment, attempt, event, outbox) · window · memory · begun · reserve (payment, attempt,
 * event, timed work) · record (payment, attempt, event, outbox, timed work dropped) · claim and removal of both outbox rows.
 */
const concurrency = 16
const view = 'v'.repeat(Number(env['BENCH_VIEW_BYTES']))
const data = JSON.stringify({ d: 'd'.repeat(Number(env['BENCH_DATA_BYTES'])) })
const schema = `
  drop schema if exists bench cascade; create schema bench;
  create table bench.payment (store_id text, payment_id text, status text, version int, total bigint, at timestamptz, view text, primary key (store_id, payment_id));
  create index on bench.payment (store_id, at desc, payment_id); create index on bench.payment (store_id, status, payment_id);
  create table bench.attempt (store_id text, transaction_id text, payment_id text, phase text, pg_tx_id text, data jsonb, memory text, primary key (store_id, transaction_id));
  create index on bench.attempt (store_id, payment_id, transaction_id); create index on bench.attempt (store_id, pg_tx_id) where pg_tx_id is not null;
  create table bench.event (store_id text, payment_id text, event_id text, at timestamptz, detail jsonb, primary key (store_id, payment_id, event_id));
  create table bench.due (store_id text, work_id text, reference jsonb, due_at timestamptz, lease timestamptz, primary key (store_id, work_id));
  create index on bench.due (due_at);
  create table bench.checkout (store_id text, attempt_id text, token bytea, secret bytea, begun timestamptz, primary key (store_id, attempt_id));`

const statements = {
  prepare: `with p as (insert into bench.payment values ($1,$2,'READY',1,1000,now(),$3)), a as (insert into bench.attempt values ($1,$4,$2,'OPEN',null,$5,null)),
    e as (insert into bench.event values ($1,$2,$6,now(),'{"payMethod":"CARD"}')) insert into bench.due values ($1,$7,$8,now(),null)`,
  window: `insert into bench.checkout values ($1,$2,$3,$4,null)`,
  memory: `update bench.attempt set memory=$3 where store_id=$1 and transaction_id=$2`,
  begun: `update bench.checkout set begun=now() where store_id=$1 and attempt_id=$2`,
  reserve: `with p as (update bench.payment set version=version+1, view=$3 where store_id=$1 and payment_id=$2), a as (update bench.attempt set phase='CONFIRMING', data=$5 where store_id=$1 and transaction_id=$4),
    e as (insert into bench.event values ($1,$2,$6,now(),'{}')) insert into bench.due values ($1,$7,$8,now()+interval '90 s',null)`,
  record: `with p as (update bench.payment set status='PAID', version=version+1, at=now(), view=$3 where store_id=$1 and payment_id=$2), a as (update bench.attempt set phase='DONE', pg_tx_id=$7, data=$5 where store_id=$1 and transaction_id=$4),
    e as (insert into bench.event values ($1,$2,$6,now(),'{}')), d as (delete from bench.due where store_id=$1 and work_id=$9) insert into bench.due values ($1,$7,$8,now(),null)`,
  claim: `update bench.due set lease=now() where store_id=$1 and work_id=$2`,
  remove: `delete from bench.due where store_id=$1 and work_id=$2`,
} as const

const pool = new pg.Pool({ connectionString: env['DATABASE_URL'], max: concurrency })
await pool.query(schema)
stdout.write('ready\n')

async function payment(client: pg.PoolClient, store: string): Promise<void> {
  const run = (name: keyof typeof statements, values: unknown[]) =>
    client.query({ name, text: statements[name], values })
  const [id, tx] = [randomUUID(), randomUUID()]
  const [out1, out2, settle] = [randomUUID(), randomUUID(), `settle:${tx}`]
  const reference = JSON.stringify({
    type: 'Transaction.Paid',
    timestamp: new Date().toISOString(),
    paymentId: id,
    transactionId: tx,
  })
  await run('prepare', [store, id, view, tx, data, randomUUID(), out1, reference])
  await run('window', [store, tx, randomBytes(32), randomBytes(32)])
  await run('claim', [store, out1])
  await run('remove', [store, out1])
  await run('memory', [store, tx, 'm'.repeat(200)])
  await run('begun', [store, tx])
  await run('reserve', [store, id, view, tx, data, randomUUID(), settle, reference])
  await run('record', [store, id, view, tx, data, randomUUID(), out2, reference, settle])
  await run('claim', [store, out2])
  await run('remove', [store, out2])
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const untilMs = Date.now() + Number(line)
    let done = 0
    const worker = async (): Promise<void> => {
      const client = await pool.connect()
      while (Date.now() < untilMs) {
        await payment(client, 'store-baseline')
        done += 1
      }
      client.release()
    }
    const startedAt = performance.now()
    void Promise.all(Array.from({ length: concurrency }, worker)).then(() => {
      stdout.write(
        `${JSON.stringify({ count: done, perSecond: done / ((performance.now() - startedAt) / 1_000) })}\n`,
      )
    })
  })
  .on('close', () => process.exit(0))
