import { gateways } from '@naru/gateways'

/** The `PgProvider`s behind one `PgCompany` (`INICIS` → `HTML5_INICIS`, `INICIS_UNIFIED`, …). */
export function providersOfCompany(pgCompany: string): readonly string[] {
  return gateways
    .filter(({ catalogue }) => catalogue.pgCompany === pgCompany)
    .flatMap(({ catalogue }) => catalogue.modules.map(({ pgProvider }) => pgProvider))
}
