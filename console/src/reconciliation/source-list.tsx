import { Button, Group, Stack, Text } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceView } from '@naru/server/wire/console-reconciliation'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage, usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { Section } from '../parts/page.tsx'
import { SourceDialog } from './source-dialog.tsx'

interface SourceListProps {
  readonly sources: readonly SourceView[]
  readonly mayChange: boolean
}

/** The merchant ids that settle, how their records come in, and the tax category that their channels have. */
export function SourceList({ sources, mayChange }: SourceListProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const language = useLanguage()
  const [changing, setChanging] = useState<SourceView>()
  return (
    <Section title={t('reconciliation.sources.title')} text={t('reconciliation.sources.text')}>
      <Stack gap="xs">
        {sources.map((source) => (
          <Group
            key={`${source.pg} ${source.pgMerchantId}`}
            justify="space-between"
            gap="sm"
            className="naru-source"
          >
            <div>
              <Text fw={600} fz="sm">
                {pick(source.pgNameKo, source.pgNameEn)} · {source.pgMerchantId}
              </Text>
              <Text fz="xs" c="dimmed">
                {source.channels
                  .map(({ name, taxType }) => `${name} (${t(`reconciliation.taxTypes.${taxType}`)})`)
                  .join(', ')}
              </Text>
              {source.limitMinor === undefined ? null : (
                <Text fz="xs" c={isNear(source) ? 'var(--mantine-color-error)' : 'dimmed'}>
                  {t('reconciliation.sources.used', {
                    month: source.usedMonth ?? '',
                    used: formatMoney(source.usedMinor ?? 0, 'KRW', language),
                    limit: formatMoney(source.limitMinor, 'KRW', language),
                  })}
                </Text>
              )}
              {source.lastFailure === undefined ? null : (
                <Text fz="xs" c="var(--mantine-color-error)">
                  {t('reconciliation.sources.failed', {
                    at: formatSeoul(source.lastFailure.at),
                    why: `${source.lastFailure.code} ${source.lastFailure.message}`,
                  })}
                </Text>
              )}
            </div>
            <Group gap="xs">
              {source.lastCollectedDay === undefined ? null : (
                <Text fz="xs" c="dimmed">
                  {t('reconciliation.sources.last', { day: source.lastCollectedDay })}
                </Text>
              )}
              <Badge tone={source.collectsDaily ? 'good' : 'plain'}>
                {source.collectsDaily
                  ? t('reconciliation.sources.daily')
                  : source.canCollect
                    ? t('reconciliation.sources.byHand')
                    : t('reconciliation.sources.byFile')}
              </Badge>
              {mayChange ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconSettings size={15} aria-hidden />}
                  aria-label={t('reconciliation.sources.changeWhat', { what: source.pgMerchantId })}
                  onClick={() => setChanging(source)}
                >
                  {t('reconciliation.sources.change')}
                </Button>
              ) : null}
            </Group>
          </Group>
        ))}
      </Stack>
      {changing === undefined ? null : (
        <SourceDialog source={changing} onClose={() => setChanging(undefined)} />
      )}
    </Section>
  )
}

/** The owners were told, too. */
function isNear({ usedMinor = 0, limitMinor = 0 }: SourceView): boolean {
  return usedMinor * 100 >= limitMinor * 90
}
