import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DayFigures } from '@naru/server/wire/console-reconciliation'
import { formatMinor, formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { MonthSwitch } from '../parts/month-switch.tsx'
import { daysOfMonth, monthAfter, type ReconciliationSearch } from './reconciliation-search.ts'

interface MonthCalendarProps {
  /** `2026-03`. */
  readonly month: string
  readonly days: readonly DayFigures[]
  readonly search: ReconciliationSearch
  readonly onMonth: (month: string) => void
}

/** The month at a glance: what came in (or is paid out) each day, and where something differs. Won only; each day leads to its entries. */
export function MonthCalendar({ month, days, search, onMonth }: MonthCalendarProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { from, until } = daysOfMonth(month)
  const isSettlement = search.basis === 'SETTLEMENT'
  const count = Number(until.slice(8))
  const before = new Date(`${from}T00:00:00Z`).getUTCDay()
  const figures = Array.from({ length: count }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, '0')}`
    const own = days.filter((one) => one.day === day)
    const won = own.filter(({ currency }) => currency === 'KRW')
    return {
      day,
      minor: won.reduce(
        (sum, one) => sum + (isSettlement ? one.settlementMinor : one.approvalMinor - one.cancelMinor),
        0,
      ),
      anomalies: own.reduce((sum, one) => sum + one.anomalies, 0),
      isKnown: own.length > 0,
    }
  })
  return (
    <section className="naru-paper naru-calendar" aria-label={t('reconciliation.calendar.title', { month })}>
      <div style={{ marginBottom: 10 }}>
        <MonthSwitch month={month} onMove={(months) => onMonth(monthAfter(month, months))} />
      </div>
      <div className="naru-calendar-head" aria-hidden>
        {(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const).map((weekday) => (
          <span key={weekday}>{t(`reconciliation.calendar.${weekday}`)}</span>
        ))}
      </div>
      <ul className="naru-calendar-days">
        {figures.map(({ day, minor, anomalies, isKnown }, index) => (
          <li key={day} {...(index === 0 ? { style: { gridColumnStart: before + 1 } } : {})}>
            {isKnown ? (
              <Link
                to="/reconciliation/transactions"
                search={{ ...search, from: day, until: day }}
                aria-label={[
                  day,
                  formatMoney(minor, 'KRW', language),
                  ...(anomalies > 0 ? [t('reconciliation.calendar.anomalies', { shown: anomalies })] : []),
                ].join(', ')}
                data-anomalous={anomalies > 0 || undefined}
              >
                <span>{Number(day.slice(8))}</span>
                <strong>{formatMinor(minor, 'KRW')}</strong>
                {anomalies > 0 ? (
                  <em>
                    <IconAlertTriangle size={13} aria-hidden /> {anomalies}
                  </em>
                ) : null}
              </Link>
            ) : (
              <div>
                <span>{Number(day.slice(8))}</span>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
