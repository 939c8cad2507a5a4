import pg from 'pg'
import { ConfigError } from './config.ts'

const connectTimeoutMs = 5_000
const versionMin = 150_000

/**
 * Connects once, so that a wrong address is one sentence instead of a stack.
 *
 * @throws ConfigError that names host and database, never the password
 */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const client = openClient(databaseUrl)
  // A connection that breaks later is reported by the query that runs on it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    )
    if (Number(rows[0]?.version) < versionMin) {
      throw new ConfigError(
        'PostgreSQL 15 이상이 필요합니다. / PostgreSQL 15 or later is needed; DATABASE_URL points at an older one.',
      )
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const place = `${client.host}:${client.port}/${client.database ?? ''}`
    throw new ConfigError(
      `데이터베이스(${place})에 연결할 수 없습니다. DATABASE_URL을 확인하세요: ${reason(error).ko}. / Cannot connect to the database at ${place}; check DATABASE_URL: ${reason(error).en}.`,
      { cause: error },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

function openClient(databaseUrl: string): pg.Client {
  const protocol = URL.canParse(databaseUrl) ? new URL(databaseUrl).protocol : ''
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw new ConfigError(
      'DATABASE_URL은 postgres://사용자:비밀번호@호스트:포트/데이터베이스 형식이어야 합니다. / DATABASE_URL must read postgres://user:password@host:port/database.',
    )
  }
  return new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectTimeoutMs })
}

function reason(error: unknown): { readonly ko: string; readonly en: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ECONNREFUSED':
      return { ko: '연결이 거부되었습니다', en: 'the connection was refused' }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { ko: '호스트를 찾을 수 없습니다', en: 'the host was not found' }
    case '28P01':
    case '28000':
      return { ko: '사용자 또는 비밀번호가 틀렸습니다', en: 'user or password is wrong' }
    case '3D000':
      return { ko: '데이터베이스가 없습니다', en: 'the database does not exist' }
    default:
      return {
        ko: code === '' ? '응답이 없습니다' : `오류 ${code}`,
        en: code === '' ? 'no answer' : `error ${code}`,
      }
  }
}
