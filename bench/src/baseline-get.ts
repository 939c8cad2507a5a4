import Fastify from 'fastify'
import pg from 'pg'
import { env, stdout } from 'node:process'

/** A bare Fastify route that selects one text column by primary key, on the same kind of pool. */
const pool = new pg.Pool({ connectionString: env['DATABASE_URL'], max: 16 })
const app = Fastify()
app.get<{ Params: { id: string } }>('/payments/:id', async (request, reply) => {
  const { rows } = await pool.query<{ view: string }>({
    name: 'get',
    text: 'select view from payment where store_id = $1 and payment_id = $2',
    values: [env['BENCH_STORE'], request.params.id],
  })
  void reply.header('content-type', 'application/json; charset=utf-8')
  return rows[0]?.view
})
await app.listen({ host: '127.0.0.1', port: Number(env['BENCH_PORT']) })
stdout.write('ready\n')
process.stdin.on('end', () => process.exit(0)).resume()
