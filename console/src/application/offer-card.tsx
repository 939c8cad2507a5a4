import { Chip, Group, Text } from '@mantine/core'
import type { CartItem, ContractView, MethodGroup, PgOffer } from '@naru/server/wire/console-application'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { isApplied, isInCart, withItems, without } from './cart.ts'

interface OfferCardProps {
  readonly offer: PgOffer
  readonly group: MethodGroup
  readonly contracts: readonly ContractView[]
  readonly cart: readonly CartItem[]
  readonly onCart: (cart: readonly CartItem[]) => void
}

/** One PG and its methods of one tab; a click puts a method into the cart or takes it out. */
export function OfferCard({ offer, group, contracts, cart, onCart }: OfferCardProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const pg = pick(offer.nameKo, offer.nameEn)
  const methods = offer.methods.filter((one) => one.group === group)
  return (
    <div className="naru-app-pg" role="group" aria-label={pg}>
      <Group gap="xs" mb={8}>
        <Text fw={700} fz="sm">
          {pg}
        </Text>
        {offer.usable ? null : <Badge>{t('application.pg.notUsable')}</Badge>}
      </Group>
      <Group gap={8}>
        {methods.map(({ method }) => {
          const item = { pg: offer.pg, method }
          const isTaken = isApplied(contracts, item)
          const isPicked = isInCart(cart, item)
          const label = t(`application.pg.methods.${method}`)
          return (
            <Chip
              key={method}
              checked={isPicked || isTaken}
              disabled={isTaken}
              aria-label={`${pg} ${label}`}
              onChange={() => onCart(isPicked ? without(cart, item) : withItems(cart, [item]))}
            >
              {isTaken ? `${label} · ${t('application.pg.applied')}` : label}
            </Chip>
          )
        })}
      </Group>
      {group === 'EASY_PAY' && offer.wallets.length > 0 ? (
        <Text fz="xs" c="dimmed" mt={8}>
          {t('application.pg.wallets', { wallets: offer.wallets.join(', ') })}
        </Text>
      ) : null}
    </div>
  )
}
