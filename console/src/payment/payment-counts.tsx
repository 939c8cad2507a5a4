import { useTranslation } from 'react-i18next'
import type { PaymentPage } from '@naru/server/wire/console'
import './payment.css'

/** How many payments of each kind the search found. */
export function PaymentCounts({ counts }: { readonly counts: PaymentPage['counts'] | undefined }) {
  const { t } = useTranslation()
  return (
    <dl className="naru-counts" aria-label={t('payment.counts.label')}>
      {(['all', 'paid', 'ready', 'failed', 'cancelled'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`payment.counts.${name}`)}</dt>
          <dd>{counts === undefined ? '–' : String(counts[name]).replace(/\B(?=(\d{3})+$)/g, ',')}</dd>
        </div>
      ))}
    </dl>
  )
}
