import { Accordion, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AuditEntryView } from '@naru/server/wire/console-audit'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { differences } from './differences.ts'
import { useActionLabel } from './use-action-label.ts'

export function AuditEntries({ entries }: { readonly entries: readonly AuditEntryView[] }) {
  const { t } = useTranslation()
  const label = useActionLabel()
  return (
    <Accordion variant="contained" radius="md" chevronPosition="left" keepMounted={false} order={2}>
      {entries.map((entry) => (
        <Accordion.Item key={entry.sequence} value={String(entry.sequence)}>
          <Accordion.Control>
            <div className="naru-audit-row">
              <Text component="span" fz="sm" fw={600}>
                {label(entry.action)}
              </Text>
              <Text component="span" fz="sm" className="naru-audit-target">
                {entry.target}
              </Text>
              <Text component="span" fz="xs" c="dimmed" className="naru-audit-who">
                {entry.email ?? t('audit.system')}
                <br />
                {formatSeoul(entry.at)}
              </Text>
            </div>
          </Accordion.Control>
          <Accordion.Panel>
            <Entry entry={entry} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function Entry({ entry }: { readonly entry: AuditEntryView }) {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const changes = differences(entry.before, entry.after)
  const store = me.stores.find(({ storeId }) => storeId === entry.storeId)
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [t('audit.number'), entry.sequence],
          [t('audit.name'), <Badge key="action">{entry.action}</Badge>],
          [t('audit.target'), <Copyable key="target" value={entry.target} label={t('audit.target')} />],
          [t('audit.actor'), entry.email ?? t('audit.system')],
          [t('audit.address'), entry.address],
          [t('audit.store'), store?.name ?? entry.storeId],
        ]}
      />
      {changes.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('audit.noChange')}
        </Text>
      ) : (
        <div className="naru-scroll">
          <Table fz="sm" aria-label={t('audit.changes')} withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('audit.field')}</Table.Th>
                <Table.Th>{t('audit.before')}</Table.Th>
                <Table.Th>{t('audit.after')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map(({ path, before, after }) => (
                <Table.Tr key={path}>
                  <Table.Th scope="row" fw={600}>
                    {path}
                  </Table.Th>
                  <Table.Td>{before === undefined ? <None /> : <del>{before}</del>}</Table.Td>
                  <Table.Td>{after === undefined ? <None /> : <ins>{after}</ins>}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  )
}

function None() {
  const { t } = useTranslation()
  return (
    <Text component="span" c="dimmed" fz="sm">
      {t('common.none')}
    </Text>
  )
}
