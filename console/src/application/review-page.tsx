import { Stack, Text, Title } from '@mantine/core'
import type { CartItem, PgOffer } from '@naru/server/wire/console-application'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { Facts } from '../parts/facts.tsx'
import { Section } from '../parts/page.tsx'
import { byPg } from './cart.ts'

interface ReviewPageProps {
  readonly offers: readonly PgOffer[]
  readonly cart: readonly CartItem[]
  readonly extra: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** 3 최종 확인 */
export function ReviewPage({ offers, cart, extra }: ReviewPageProps) {
  const { t } = useTranslation()
  const pick = usePick()
  return (
    <Section title={t('application.pg.steps.check')} text={t('application.pg.checkText')}>
      <Stack gap="lg">
        {byPg(cart, offers).map(({ offer, items }) => (
          <section key={offer.pg}>
            <Title order={3} mb="xs">
              {pick(offer.nameKo, offer.nameEn)}
            </Title>
            <Text fz="sm" mb="xs">
              {items.map(({ method }) => t(`application.pg.methods.${method}`)).join(', ')}
            </Text>
            <Facts
              facts={offer.questions.map((question) => {
                const answer = extra[offer.pg]?.[question.key] ?? ''
                const option = question.options?.find(({ value }) => value === answer)
                return [
                  pick(question.labelKo, question.labelEn),
                  option === undefined ? answer : pick(option.labelKo, option.labelEn),
                ] as const
              })}
            />
          </section>
        ))}
      </Stack>
    </Section>
  )
}
