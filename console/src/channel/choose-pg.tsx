import { Alert, Button, Group, Input, Radio, Select, Stack, Text } from '@mantine/core'
import { IconFlask, IconInfoCircle } from '@tabler/icons-react'
import type { CatalogueModule, CataloguePg, Mode } from '@naru/server/wire/console'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand, ModeSwitch } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useMethodLabel } from '../payment/use-method-label.ts'
import { catalogueQuery } from './channel-api.ts'
import { useCatalogueLabels } from './labels.ts'

export interface ChannelChoice {
  readonly mode: Mode
  readonly pg: CataloguePg
  readonly module: CatalogueModule
}

interface ChoosePgProps {
  readonly mode: Mode
  /** What was chosen before somebody came back. */
  readonly chosen: ChannelChoice | undefined
  /** A PG that somebody came here for. */
  readonly pg: string | undefined
  readonly onCancel: () => void
  readonly onNext: (choice: ChannelChoice) => void
}

export function ChoosePg({ mode: first, chosen, pg: firstPg, onCancel, onNext }: ChoosePgProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const labels = useCatalogueLabels()
  const { data: pgs, error, refetch } = useQuery(catalogueQuery)
  const [mode, setMode] = useState(chosen?.mode ?? first)
  const [pgId, setPgId] = useState<string | null>(chosen?.pg.id ?? firstPg ?? null)
  const [code, setCode] = useState(chosen?.module.code ?? '')
  const pg = pgs?.find((one) => one.id === pgId)
  const module = pg?.modules.find((one) => one.code === code) ?? onlyOne(pg)
  if (error !== null) return <FailureNote error={error} onRetry={() => void refetch()} />
  if (pgs === undefined) return <SkeletonRows />
  const categories = [...new Set(pgs.map((one) => one.category))]
  return (
    <Stack>
      <Input.Wrapper label={t('channel.mode')}>
        <div>
          <ModeSwitch value={mode} onChange={setMode} />
        </div>
      </Input.Wrapper>
      <ModeBand mode={mode} />
      <Select
        label={t('channel.pg')}
        placeholder={t('channel.pgPlaceholder')}
        searchable
        data-autofocus
        nothingFoundMessage={t('channel.noneFound')}
        maxDropdownHeight={320}
        value={pgId}
        onChange={(id) => {
          setPgId(id)
          setCode('')
        }}
        data={categories.map((category) => ({
          group: labels.category(category),
          items: pgs
            .filter((one) => one.category === category)
            .map((one) => ({ value: one.id, label: pick(one.nameKo, one.nameEn) })),
        }))}
      />
      {pg === undefined ? null : (
        <Radio.Group label={t('channel.module')} value={module?.code ?? ''} onChange={setCode}>
          <Stack gap="xs" mt={6}>
            {pg.modules.map((one) => (
              <Radio.Card key={one.code} value={one.code} p="sm" radius="md">
                <Group wrap="nowrap" align="flex-start" gap="sm">
                  <Radio.Indicator mt={2} />
                  <div>
                    <Text fz="sm" fw={600}>
                      {pick(one.labelKo, one.labelEn)}
                    </Text>
                    <Group gap={6} mt={6}>
                      {one.versions.map((version) => (
                        <Badge key={version} tone="strong">
                          {version}
                        </Badge>
                      ))}
                      {one.surfaces.map((surface) => (
                        <Badge key={surface}>{labels.surface(surface)}</Badge>
                      ))}
                    </Group>
                  </div>
                </Group>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
      )}
      {module === undefined ? null : <ModuleNote pg={pg} module={module} mode={mode} />}
      <Group justify="flex-end" className="naru-form-foot">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={pg === undefined || module === undefined}
          onClick={() => {
            if (pg !== undefined && module !== undefined) onNext({ mode, pg, module })
          }}
        >
          {t('common.next')}
        </Button>
      </Group>
    </Stack>
  )
}

function onlyOne(pg: CataloguePg | undefined): CatalogueModule | undefined {
  return pg?.modules.length === 1 ? pg.modules[0] : undefined
}

interface ModuleNoteProps {
  readonly pg: CataloguePg | undefined
  readonly module: CatalogueModule
  readonly mode: Mode
}

function ModuleNote({ pg, module, mode }: ModuleNoteProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const testMode = pick(pg?.testModeKo ?? '', pg?.testModeEn ?? '')
  const methodLabel = useMethodLabel()
  return (
    <Stack gap="xs">
      <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
        <Text fz="sm">
          PG Provider <strong>{module.pgProvider}</strong>
        </Text>
        {module.payMethods.length === 0 ? null : (
          <Text fz="sm" c="dimmed">
            {t('channel.payMethods', { methods: module.payMethods.map(methodLabel).join(', ') })}
          </Text>
        )}
      </Alert>
      {mode === 'LIVE' || testMode === '' ? null : (
        <Alert variant="light" color="lantern" icon={<IconFlask size={18} />} title={t('channel.testMode')}>
          <Text fz="sm">{testMode}</Text>
        </Alert>
      )}
      {module.usable ? null : (
        <Alert variant="light" color="lantern">
          {t('channel.notUsable')}
        </Alert>
      )}
      {module.evidence === 'C' ? (
        <Alert variant="light" color={mode === 'LIVE' ? 'red' : 'lantern'}>
          {t('channel.simulatorOnly')}
        </Alert>
      ) : null}
    </Stack>
  )
}
