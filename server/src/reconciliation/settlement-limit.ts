import { bookWork, type DueHandler } from '../foundation/due-work.ts'
import { minute } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Mailer } from '../foundation/mail/mail.ts'
import { renderOneButton } from '../foundation/mail/one-button-mail.ts'
import type { ReconciliationDependencies } from './reconciliation-dependencies.ts'
import { addDays, seoulDayOf } from './settlement-day.ts'
import { sourceKey, type Source } from './source-store.ts'

export const limitMailKind = 'settlement.limit-mail'
/** Source: the help centre (정산 한도 설정): a mail when 90 % is passed. */
const warnAtPercent = 90

/** The month's turnover as the PG tells it, else as we booked it. */
const turnover = sql(
  'settlement-limit-turnover',
  `select coalesce(sum(case when action = 'APPROVAL' then 1 else -1 end * coalesce(pg_amount_minor, amount_minor)), 0)::bigint as "usedMinor"
   from reconciliation_entry
   where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and currency = 'KRW'
     and day >= ($5 || '-01')::date and day < ($5 || '-01')::date + interval '1 month'`,
)
const claim = sql(
  'settlement-limit-claim',
  `update settlement_source set limit_told_month = $5
   where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4
     and limit_minor is not null and limit_told_month is distinct from $5 and $6::bigint * 100 >= limit_minor * ${warnAtPercent}
   returning limit_minor as "limitMinor"`,
)
const owners = sql(
  'settlement-limit-owners',
  `select u.email from member m join auth_user u on u.id = m.user_id where m.merchant_id = $1 and m.role = 'OWNER'`,
)

/** What a merchant id turned over in the watched month, in won, as far as its books were read. */
export async function monthTurnover(database: Database, source: Source, now: Date): Promise<number> {
  const values = [...sourceKey(source), watchedMonth(now)]
  return (await database.query<{ usedMinor: number }>(turnover, values))[0]?.usedMinor ?? 0
}

/** Books a mail to the owners once a month, in the transaction that brought the limit near. */
export async function watchLimit(
  transaction: Database,
  deps: Pick<ReconciliationDependencies, 'clock' | 'random'>,
  storeId: string,
  source: Source,
): Promise<void> {
  const now = deps.clock.now()
  const month = watchedMonth(now)
  const usedMinor = await monthTurnover(transaction, source, now)
  const [claimed] = await transaction.query<{ limitMinor: number }>(claim, [
    ...sourceKey(source),
    month,
    usedMinor,
  ])
  if (claimed === undefined) return
  const { merchantId, pg, pgMerchantId } = source
  await bookWork(transaction, {
    storeId,
    workId: deps.random.id(),
    kind: limitMailKind,
    reference: { merchantId, pg, pgMerchantId, month, usedMinor, limitMinor: claimed.limitMinor },
    dueAt: now,
    now,
  })
}

/** Tells the owners. A mail that does not leave is tried again. */
export function settlementLimitMailHandler(
  deps: Pick<ReconciliationDependencies, 'database' | 'gateways'> & {
    readonly mailer: Mailer
    readonly consoleOrigin: string
  },
): DueHandler {
  return {
    kind: limitMailKind,
    leaseMs: 2 * minute,
    concurrencyMax: 2,
    async run({ reference }) {
      const { pg, pgMerchantId, month } = reference
      const name = deps.gateways.find(({ id }) => id === pg)?.catalogue.nameKo ?? String(pg)
      const used = Number(reference['usedMinor'])
      const limit = Number(reference['limitMinor'])
      const won = (minor: number) => `${minor.toLocaleString('ko-KR')}원`
      const mail = renderOneButton({
        language: 'ko',
        subject: `정산 한도 ${warnAtPercent}% 도달: ${name} ${String(pgMerchantId)}`,
        heading: `${name}의 정산 한도를 ${Math.floor((used * 100) / limit)}% 사용했습니다`,
        paragraphs: [
          `상점아이디 ${String(pgMerchantId)}의 ${String(month)} 거래 금액이 ${won(used)}으로, 등록하신 한도 ${won(limit)}의 ${warnAtPercent}%를 넘었습니다.`,
          '한도를 넘으면 결제대행사가 승인을 거절할 수 있습니다. 결제대행사에 한도 증액을 문의해 주세요.',
        ],
        button: { label: '정산 현황 보기', url: `${deps.consoleOrigin}/reconciliation/summary` },
        notes: ['취소를 뺀 금액이며, 정산 자료를 가져온 날까지만 더합니다. 이 메일은 달마다 한 번 보냅니다.'],
      })
      const people = await deps.database.query<{ email: string }>(owners, [String(reference['merchantId'])])
      await Promise.all(people.map(({ email }) => deps.mailer.send({ to: email, ...mail })))
      return { kind: 'done' }
    },
  }
}

/** `2026-11`: the Seoul month of yesterday, the last day whose books can be closed. */
export function watchedMonth(now: Date): string {
  return addDays(seoulDayOf(now), -1).slice(0, 7)
}
