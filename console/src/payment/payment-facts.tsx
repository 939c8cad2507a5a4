import { Anchor, Box, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentDetail } from '@naru/server/wire/console'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage, usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { useMethodFacts } from './method-facts.ts'
import { amount, items, member, text, webAddress } from './payment-object.ts'
import { paymentStatuses } from './payment-search.ts'
import { usePgLabel } from './use-pg-label.ts'

interface PaymentFactsProps {
  readonly detail: PaymentDetail
  readonly currency: string
}

export function PaymentFacts({ detail, currency }: PaymentFactsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const pick = usePick()
  const methodFacts = useMethodFacts()
  const pgLabel = usePgLabel()
  const { payment } = detail
  const money = (minor: number | undefined) =>
    minor === undefined ? undefined : formatMoney(minor, currency, language)
  const part = (name: string) => {
    const minor = amount(payment, 'amount', name)
    return minor === 0 ? undefined : money(minor)
  }
  const time = (name: string) => {
    const at = text(payment, name)
    return at === undefined ? undefined : formatSeoul(at)
  }
  const id = (label: string, value: string | undefined): [string, ReactNode] => [
    label,
    value === undefined ? undefined : <Copyable value={value} label={label} />,
  ]
  const attemptLabel = (status: string) => {
    const known = [...paymentStatuses, 'CONFIRMING' as const].find((one) => one === status)
    return known === undefined ? status : t(`payment.attemptStatuses.${known}`)
  }
  const cancelLabel = (status: string | undefined) => {
    const known = (['REQUESTED', 'SUCCEEDED', 'FAILED'] as const).find((one) => one === status)
    return known === undefined ? status : t(`payment.cancel.statuses.${known}`)
  }
  const pgName = (provider: string | undefined) => {
    const label = pgLabel(provider)
    return label === provider ? provider : `${label} · ${provider}`
  }
  const groupId = text(payment, 'channelGroup', 'id')
  const receiptUrl = webAddress(text(payment, 'receiptUrl'))
  const cancellations = items(payment, 'cancellations')

  return (
    <Stack gap="xl">
      <Group title={t('payment.detail.payment')}>
        <Facts
          facts={[
            id(t('payment.detail.paymentId'), text(payment, 'id')),
            id(t('payment.detail.transactionId'), text(payment, 'transactionId')),
            id(t('payment.detail.pgTxId'), text(payment, 'pgTxId')),
            ...methodFacts(payment),
            [t('payment.detail.channel'), text(payment, 'channel', 'name')],
            [
              t('payment.detail.channelGroup'),
              groupId === undefined ? undefined : (
                <Link
                  className="naru-link"
                  to="/integration-v2/smart-routing"
                  search={{
                    group: groupId,
                    ...(member(payment, 'channelGroup', 'isForTest') === false ? { mode: 'LIVE' } : {}),
                  }}
                >
                  {text(payment, 'channelGroup', 'name')}
                </Link>
              ),
            ],
            [t('payment.detail.pg'), pgName(text(payment, 'channel', 'pgProvider'))],
            [t('payment.detail.mid'), text(payment, 'channel', 'pgMerchantId')],
            [t('payment.detail.environment'), text(payment, 'origin', 'platformType')],
            [t('payment.detail.requestedAt'), time('requestedAt')],
            [t('payment.detail.paidAt'), time('paidAt')],
            [t('payment.detail.failedAt'), time('failedAt')],
            [t('payment.detail.cancelledAt'), time('cancelledAt')],
            [t('payment.detail.failure'), text(payment, 'failure', 'reason')],
            [
              t('payment.detail.pgAnswer'),
              [text(payment, 'failure', 'pgCode'), text(payment, 'failure', 'pgMessage')]
                .filter(Boolean)
                .join(' · '),
            ],
            [
              t('payment.detail.receipt'),
              receiptUrl === undefined ? undefined : (
                <Anchor href={receiptUrl} target="_blank" rel="noreferrer" fz="sm">
                  {t('payment.detail.openReceipt')}
                </Anchor>
              ),
            ],
          ]}
        />
      </Group>
      <Group title={t('payment.detail.amounts')}>
        <Facts
          facts={[
            [t('payment.detail.total'), money(amount(payment, 'amount', 'total'))],
            [t('payment.detail.supply'), part('supply')],
            [t('payment.detail.vat'), part('vat')],
            [t('payment.detail.taxFree'), part('taxFree')],
            [t('payment.detail.discount'), part('discount')],
            [t('payment.detail.paid'), part('paid')],
            [t('payment.detail.cancelled'), part('cancelled')],
            [t('payment.detail.cancellable'), money(detail.cancellableMinor)],
          ]}
        />
      </Group>
      <Group title={t('payment.detail.customer')}>
        <Facts
          facts={[
            [t('payment.detail.name'), text(payment, 'customer', 'name')],
            [t('payment.detail.phone'), text(payment, 'customer', 'phoneNumber')],
            [t('payment.detail.email'), text(payment, 'customer', 'email')],
            [t('payment.detail.address'), text(payment, 'customer', 'address', 'oneLine')],
            [t('payment.detail.customerId'), text(payment, 'customer', 'id')],
          ]}
        />
      </Group>
      {cancellations.length === 0 ? null : (
        <Group title={t('payment.detail.cancellations')}>
          <ul className="naru-timeline">
            {cancellations.map((one, index) => (
              <li key={text(one, 'id') ?? index}>
                <Text fz="sm" fw={600}>
                  {money(amount(one, 'totalAmount'))} · {text(one, 'reason')}
                </Text>
                <Text fz="xs" c="dimmed">
                  {formatSeoul(text(one, 'cancelledAt') ?? text(one, 'requestedAt') ?? '')} ·{' '}
                  {cancelLabel(text(one, 'status'))}
                </Text>
              </li>
            ))}
          </ul>
        </Group>
      )}
      <Group title={t('payment.detail.attempts')}>
        <Stack gap="xs">
          {detail.attempts.map((attempt) => (
            <Box key={attempt.transactionId} className="naru-paper" p="sm">
              <span className="naru-badges">
                <Badge>{attemptLabel(attempt.status)}</Badge>
                <Text fz="sm">
                  {[attempt.channelGroupName, attempt.channelName].filter(Boolean).join(' → ')}
                </Text>
              </span>
              <Text fz="xs" c="dimmed">
                {formatSeoul(attempt.requestedAt)} · {attempt.transactionId}
              </Text>
              {attempt.failure === undefined ? null : (
                <Text fz="sm" mt={4}>
                  {[attempt.failure.reason, attempt.failure.pgCode, attempt.failure.pgMessage]
                    .filter((word, index, all) => word !== undefined && all.indexOf(word) === index)
                    .join(' · ')}
                </Text>
              )}
              {attempt.pgAnswer === undefined ? null : <PgAnswer text={attempt.pgAnswer} />}
            </Box>
          ))}
        </Stack>
      </Group>
      <Group title={t('payment.detail.timeline')}>
        <ol className="naru-timeline">
          {detail.timeline.map((entry, index) => (
            <li key={`${entry.at} ${index}`}>
              <Text fz="sm">{pick(entry.messageKo, entry.messageEn)}</Text>
              <Text fz="xs" c="dimmed">
                {formatSeoul(entry.at)}
              </Text>
            </li>
          ))}
        </ol>
      </Group>
    </Stack>
  )
}

/** The PG's own words, which support people are asked for. */
function PgAnswer({ text: answer }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <details className="naru-answer">
      <summary>{t('payment.detail.rawAnswer')}</summary>
      <Text fz="xs" c="dimmed">
        {t('payment.detail.rawAnswerNote')}
      </Text>
      <pre tabIndex={0}>{answer}</pre>
    </details>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <Title order={3} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  )
}
