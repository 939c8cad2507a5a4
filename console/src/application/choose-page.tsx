import { Button, Drawer, Group, Indicator, Modal, Stack, Tabs, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconListDetails, IconShoppingCart } from '@tabler/icons-react'
import type { CartItem, ContractView, MethodGroup, PgOffer } from '@naru/server/wire/console-application'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { Section } from '../parts/page.tsx'
import { CartList } from './cart-list.tsx'
import { isApplied, withItems } from './cart.ts'
import { OfferCard } from './offer-card.tsx'
import { Recommended } from './recommended.tsx'

const groups = ['GENERAL', 'EASY_PAY', 'OVERSEAS', 'IDENTITY'] as const satisfies readonly MethodGroup[]

interface ChoosePageProps {
  readonly offers: readonly PgOffer[]
  readonly contracts: readonly ContractView[]
  readonly cart: readonly CartItem[]
  readonly onCart: (cart: readonly CartItem[]) => void
  readonly isSaving: boolean
  readonly onSave: () => void
}

/** 1 결제서비스 신청 */
export function ChoosePage({ offers, contracts, cart, onCart, isSaving, onSave }: ChoosePageProps) {
  const { t } = useTranslation()
  const [group, setGroup] = useState<MethodGroup>('GENERAL')
  const [isCartOpen, cartDrawer] = useDisclosure(false)
  const [isListOpen, list] = useDisclosure(false)
  const free = (items: readonly CartItem[]) => items.filter((item) => !isApplied(contracts, item))
  return (
    <>
      <Recommended offers={offers} onAdd={(items) => onCart(withItems(cart, free(items)))} />
      <Section
        title={t('application.pg.direct')}
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconListDetails size={16} aria-hidden />}
              onClick={list.open}
            >
              {t('application.pg.all')}
            </Button>
            <Indicator label={cart.length} size={20} disabled={cart.length === 0} offset={4}>
              <Button
                variant="light"
                leftSection={<IconShoppingCart size={16} aria-hidden />}
                aria-label={`${t('application.pg.cart')}, ${t('application.pg.cartCount', { count: cart.length })}`}
                onClick={cartDrawer.open}
              >
                {t('application.pg.cart')}
              </Button>
            </Indicator>
          </Group>
        }
      >
        <Tabs
          value={group}
          onChange={(next) => setGroup(groups.find((one) => one === next) ?? 'GENERAL')}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            {groups.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`application.pg.groups.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {groups.map((name) => (
            <Tabs.Panel key={name} value={name}>
              <div className="naru-app-pgs">
                {offers
                  .filter((offer) => offer.methods.some((one) => one.group === name))
                  .map((offer) => (
                    <OfferCard
                      key={offer.pg}
                      offer={offer}
                      group={name}
                      contracts={contracts}
                      cart={cart}
                      onCart={onCart}
                    />
                  ))}
              </div>
            </Tabs.Panel>
          ))}
        </Tabs>
      </Section>
      <Drawer
        opened={isCartOpen}
        onClose={cartDrawer.close}
        position="right"
        title={t('application.pg.cart')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <CartList offers={offers} cart={cart} onCart={onCart} />
          <Group justify="flex-end">
            <Button variant="default" onClick={cartDrawer.close}>
              {t('application.pg.back')}
            </Button>
            <Button loading={isSaving} onClick={onSave}>
              {t('application.pg.save')}
            </Button>
          </Group>
        </Stack>
      </Drawer>
      <Modal
        opened={isListOpen}
        onClose={list.close}
        size="lg"
        title={t('application.pg.all')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <AllPgs offers={offers} />
      </Modal>
    </>
  )
}

function AllPgs({ offers }: { readonly offers: readonly PgOffer[] }) {
  const { t } = useTranslation()
  const pick = usePick()
  return (
    <>
      <Text fz="sm" c="dimmed" mb="sm">
        {t('application.pg.allText')}
      </Text>
      <table className="naru-table">
        <thead>
          <tr>
            <th scope="col">{t('application.pg.pgColumn')}</th>
            <th scope="col">{t('application.pg.methodsColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {offers.map((offer) => (
            <tr key={offer.pg}>
              <th scope="row" style={{ textAlign: 'start' }}>
                {pick(offer.nameKo, offer.nameEn)}
              </th>
              <td>{offer.methods.map(({ method }) => t(`application.pg.methods.${method}`)).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
