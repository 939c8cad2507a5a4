import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../channel/channel-api.ts'
import { usePick } from '../language/use-language.ts'

/** The name of the PG behind a wire name (`TOSSPAYMENTS`); one that this build does not know keeps its wire name. */
export function usePgLabel(): (pgProvider: string | undefined) => string | undefined {
  const pick = usePick()
  const catalogue = useQuery(catalogueQuery)
  return (pgProvider) => {
    const pg = catalogue.data?.find(({ modules }) => modules.some((one) => one.pgProvider === pgProvider))
    return pg === undefined ? pgProvider : pick(pg.nameKo, pg.nameEn)
  }
}
