import { ActionIcon, Group, Stack, Text } from '@mantine/core'
import { IconShoppingCart, IconX } from '@tabler/icons-react'
import type { CartItem, PgOffer } from '@naru/server/wire/console-application'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { byPg, without } from './cart.ts'

interface CartListProps {
  readonly offers: readonly PgOffer[]
  readonly cart: readonly CartItem[]
  readonly onCart: (cart: readonly CartItem[]) => void
}

/** What is in the cart, PG by PG. */
export function CartList({ offers, cart, onCart }: CartListProps) {
  const { t } = useTranslation()
  const pick = usePick()
  if (cart.length === 0) {
    return (
      <EmptyState
        icon={<IconShoppingCart size={26} />}
        title={t('application.pg.cartEmpty')}
        text={t('application.pg.cartEmptyText')}
      />
    )
  }
  return (
    <Stack gap="md">
      {byPg(cart, offers).map(({ offer, items }) => {
        const pg = pick(offer.nameKo, offer.nameEn)
        return (
          <section key={offer.pg} aria-label={pg}>
            <Text fw={700} fz="sm">
              {pg}
            </Text>
            {items.map((item) => {
              const method = t(`application.pg.methods.${item.method}`)
              return (
                <Group key={item.method} justify="space-between" wrap="nowrap">
                  <Text fz="sm">{method}</Text>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={34}
                    aria-label={t('application.pg.remove', { pg, method })}
                    onClick={() => onCart(without(cart, item))}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                </Group>
              )
            })}
          </section>
        )
      })}
    </Stack>
  )
}
