import { useTranslation } from 'react-i18next'
import type { PaymentCounts as Counts } from '@naru/server/wire/console-payments'
import { formatCount } from '../format/count.ts'
import './payment.css'

/** How many payments of each kind the search found. What was not counted is not pretended. */
export function PaymentCounts({ counts }: { readonly counts: Counts | undefined }) {
  const { t } = useTranslation()
  return (
    <div>
      <dl className="naru-counts" aria-label={t('payment.counts.label')}>
        {(['all', 'paid', 'ready', 'failed', 'cancelled'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`payment.counts.${name}`)}</dt>
            <dd>{figure(name)}</dd>
          </div>
        ))}
      </dl>
      {counts?.kind === 'estimate' ? <p className="naru-note">{t('payment.counts.estimated')}</p> : null}
    </div>
  )

  function figure(name: 'all' | 'paid' | 'ready' | 'failed' | 'cancelled'): string {
    if (counts === undefined) return '–'
    if (counts.kind === 'exact') return formatCount(counts[name])
    return name === 'all' && counts.all !== undefined
      ? t('payment.counts.about', { shown: formatCount(counts.all) })
      : '–'
  }
}
