import { sql, type Database } from '../foundation/database.ts'
import type { CartItem, ChoiceView, PgOffer } from '../wire/console-application.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { lockApplication, representativeStore } from './application-lock.ts'
import { fieldReader, type FieldProblem } from './field-reader.ts'
import { openJson, sealJson } from './sealed-json.ts'

/** More rows than all PGs together offer. */
const cartMax = 200

interface ChoiceRow {
  readonly cart: string
  readonly extra_sealed: string
  readonly row_version: number
}

const read = sql(
  'application-choice-read',
  `select cart, extra_sealed, row_version from application_choice where merchant_id = $1`,
)
const write = sql(
  'application-choice-write',
  `insert into application_choice (merchant_id, cart, extra_sealed, row_version, saved_at) values ($1, $2, $3, $4 + 1, $5)
   on conflict (merchant_id) do update set cart = excluded.cart, extra_sealed = excluded.extra_sealed,
     row_version = excluded.row_version, saved_at = excluded.saved_at`,
)

/** Reads a cart and its answers. What the PGs do not offer or do not ask becomes a problem or is left out. */
export function parseChoice(
  body: unknown,
  offers: readonly PgOffer[],
): { readonly choice: Omit<ChoiceView, 'rowVersion'>; readonly problems: readonly FieldProblem[] } {
  const given = fieldReader(body)
  const cart: CartItem[] = []
  const problems: FieldProblem[] = []
  for (const item of given.records('cart', cartMax)) {
    const pg = item.text('pg', 50)
    const method = item.text('method', 50)
    const offered = offers.find((offer) => offer.pg === pg)?.methods.find((one) => one.method === method)
    if (offered === undefined) {
      problems.push({
        field: 'cart',
        ko: '제공하지 않는 결제수단이 들어 있습니다.',
        en: 'The cart holds a pay method that is not offered.',
      })
      continue
    }
    const isThere = cart.some((one) => one.pg === pg && one.method === offered.method)
    if (!isThere) cart.push({ pg, method: offered.method })
  }
  const answers = given.record('extra')
  const extra = offers
    .filter((offer) => offer.questions.length > 0 && cart.some(({ pg }) => pg === offer.pg))
    .map((offer) => {
      const ofPg = answers.record(offer.pg)
      const entries = offer.questions.map((question) => {
        const value =
          question.options === undefined
            ? question.digitsOnly === true
              ? ofPg.digits(question.key, question.lengthMax)
              : ofPg.text(question.key, question.lengthMax)
            : ofPg.choice(
                question.key,
                question.options.map((option) => option.value),
              )
        return [question.key, value] as const
      })
      return [offer.pg, Object.fromEntries(entries)] as const
    })
  return { choice: { cart, extra: Object.fromEntries(extra) }, problems: [...problems, ...given.problems] }
}

/** Answers that are still missing, named as `extra.<pg>.<question>`. */
export function missingAnswers(
  choice: Omit<ChoiceView, 'rowVersion'>,
  offers: readonly PgOffer[],
): readonly FieldProblem[] {
  return offers
    .filter((offer) => choice.cart.some(({ pg }) => pg === offer.pg))
    .flatMap((offer) =>
      offer.questions
        .filter((question) => (choice.extra[offer.pg]?.[question.key] ?? '') === '')
        .map((question) => ({
          field: `extra.${offer.pg}.${question.key}`,
          ko: '필수 항목입니다.',
          en: 'This is required.',
        })),
    )
}

export async function readChoice(
  deps: Pick<ApplicationDependencies, 'database' | 'vault'>,
  merchantId: string,
  offers: readonly PgOffer[],
): Promise<ChoiceView> {
  const [[row], storeId] = await Promise.all([
    deps.database.query<ChoiceRow>(read, [merchantId]),
    representativeStore(deps.database, merchantId),
  ])
  if (row === undefined || storeId === undefined)
    return { cart: [], extra: {}, rowVersion: row?.row_version ?? 0 }
  const cart: unknown = JSON.parse(row.cart)
  const extra = await openJson(deps.vault, placeOf(storeId, merchantId), row.extra_sealed)
  // Read again as a request is: a PG may have left the catalogue since.
  return { ...parseChoice({ cart, extra }, offers).choice, rowVersion: row.row_version }
}

/** 저장 of the cart. Undefined: somebody else saved meanwhile. */
export async function saveChoice(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
  choice: ChoiceView,
): Promise<'saved' | 'stale'> {
  const { merchantId } = actor
  const sealed = await sealExtra(deps, merchantId, choice.extra)
  return deps.database.transaction(async (transaction) => {
    await lockApplication(transaction, merchantId)
    if ((await choiceVersion(transaction, merchantId)) !== choice.rowVersion) return 'stale'
    await writeChoice(transaction, merchantId, choice, sealed, deps.clock.now())
    await deps.audit.record(transaction, actor, {
      action: 'application-choice.save',
      target: merchantId,
      after: { cart: choice.cart },
    })
    return 'saved'
  })
}

export function sealExtra(
  deps: ApplicationDependencies,
  merchantId: string,
  extra: ChoiceView['extra'],
): Promise<string> {
  return representativeStore(deps.database, merchantId).then((storeId) => {
    if (storeId === undefined) throw new Error(`${merchantId} has no representative store`)
    return sealJson(deps.vault, placeOf(storeId, merchantId), extra)
  })
}

export async function choiceVersion(transaction: Database, merchantId: string): Promise<number> {
  return (await transaction.query<ChoiceRow>(read, [merchantId]))[0]?.row_version ?? 0
}

export async function writeChoice(
  transaction: Database,
  merchantId: string,
  choice: ChoiceView,
  extraSealed: string,
  at: Date,
): Promise<void> {
  await transaction.query(write, [
    merchantId,
    JSON.stringify(choice.cart),
    extraSealed,
    choice.rowVersion,
    at,
  ])
}

function placeOf(storeId: string, merchantId: string) {
  return { storeId, table: 'application_choice', rowId: merchantId }
}
