import { Alert, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import type { CartItem, PgOffer, Wish } from '@naru/server/wire/console-application'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { propose } from './application-api.ts'
import { byPg } from './cart.ts'

const wishes = [
  'CARD',
  'CARD_RECURRING',
  'EASY_PAY',
  'IDENTITY_VERIFICATION',
] as const satisfies readonly Wish[]

interface RecommendedProps {
  readonly offers: readonly PgOffer[]
  readonly onAdd: (items: readonly CartItem[]) => void
}

/** 추천 패키지: tick what shall be taken, get as few contracts as possible. */
export function Recommended({ offers, onAdd }: RecommendedProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const [ticked, setTicked] = useState<readonly Wish[]>([])
  const proposal = useMutation({ mutationFn: propose })
  const { data } = proposal
  return (
    <Section title={t('application.pg.recommended')} text={t('application.pg.recommendedText')}>
      <Stack>
        <Group gap="lg" role="group" aria-label={t('application.pg.recommended')}>
          {wishes.map((wish) => (
            <Checkbox
              key={wish}
              label={t(`application.pg.wishes.${wish}`)}
              checked={ticked.includes(wish)}
              onChange={() => {
                proposal.reset()
                setTicked(ticked.includes(wish) ? ticked.filter((one) => one !== wish) : [...ticked, wish])
              }}
            />
          ))}
        </Group>
        <div>
          <Button
            variant="default"
            leftSection={<IconSparkles size={16} aria-hidden />}
            disabled={ticked.length === 0}
            loading={proposal.isPending}
            onClick={() => proposal.mutate(ticked)}
          >
            {t('application.pg.propose')}
          </Button>
        </div>
        {proposal.isError ? <FailureNote error={proposal.error} /> : null}
        {data === undefined ? null : (
          <Alert variant="light" title={t('application.pg.proposed')} role="status">
            <Stack gap="sm" align="flex-start">
              <List fz="sm">
                {byPg(data.items, offers).map(({ offer, items }) => (
                  <List.Item key={offer.pg}>
                    <strong>{pick(offer.nameKo, offer.nameEn)}</strong>:{' '}
                    {items.map(({ method }) => t(`application.pg.methods.${method}`)).join(', ')}
                  </List.Item>
                ))}
              </List>
              {data.unmet.length === 0 ? null : (
                <Text fz="sm">
                  {t('application.pg.unmet', {
                    wishes: data.unmet.map((wish) => t(`application.pg.wishes.${wish}`)).join(', '),
                  })}
                </Text>
              )}
              {data.items.length === 0 ? null : (
                <Button
                  size="xs"
                  onClick={() => {
                    onAdd(data.items)
                    proposal.reset()
                    setTicked([])
                  }}
                >
                  {t('application.pg.addProposed')}
                </Button>
              )}
            </Stack>
          </Alert>
        )}
      </Stack>
    </Section>
  )
}
