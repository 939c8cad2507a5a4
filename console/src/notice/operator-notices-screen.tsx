import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconBellPlus, IconPencil, IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '@naru/server/wire/notice'
import { formatSeoul } from '../format/seoul-time.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { MoreButton } from '../parts/endless-list.tsx'
import { deleteNotice, operatorNoticesQuery } from './notice-api.ts'
import { NoticeForm } from './notice-form.tsx'
import './notice.css'

/** The operator's notices to all merchants. */
export function OperatorNoticesScreen() {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const list = useInfiniteQuery(operatorNoticesQuery)
  const [edited, setEdited] = useState<Notice | 'new'>()
  const [doomed, setDoomed] = useState<Notice>()
  const removal = useMutation({
    mutationFn: (notice: Notice) => deleteNotice(notice.noticeId),
    onSuccess: async () => {
      setDoomed(undefined)
      tell.done(t('notice.deleted'))
      await client.invalidateQueries({ queryKey: ['operator', 'notices'] })
    },
  })
  const notices = list.data?.pages.flatMap((page) => page.items)
  const write = <Button onClick={() => setEdited('new')}>{t('notice.write')}</Button>
  return (
    <Page title={t('notice.desk')} text={t('notice.deskText')} actions={write}>
      <Section>
        {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <SkeletonRows count={4} /> : null}
        {notices?.length === 0 ? (
          <EmptyState
            icon={<IconBellPlus size={26} />}
            title={t('notice.none')}
            text={t('notice.deskText')}
          />
        ) : null}
        <ul className="naru-notice-rows">
          {notices?.map((notice) => (
            <li key={notice.noticeId}>
              <div>
                <Text fz="sm" fw={600}>
                  {notice.titleKo}
                </Text>
                <Text fz="xs" c="dimmed">
                  {t(`notice.kinds.${notice.kind}`)} · {formatSeoul(notice.publishedAt)}
                </Text>
              </div>
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('notice.editOf', { title: notice.titleKo })}
                  onClick={() => setEdited(notice)}
                >
                  <IconPencil size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('notice.deleteOf', { title: notice.titleKo })}
                  onClick={() => setDoomed(notice)}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </Group>
            </li>
          ))}
        </ul>
        <MoreButton list={list} />
      </Section>
      {edited === undefined ? null : (
        <NoticeForm {...(edited === 'new' ? {} : { former: edited })} onClose={() => setEdited(undefined)} />
      )}
      {doomed === undefined ? null : (
        <ConfirmDialog
          isOpen
          isDangerous
          title={t('notice.delete')}
          confirmLabel={t('common.delete')}
          isBusy={removal.isPending}
          error={removal.error}
          onConfirm={() => removal.mutate(doomed)}
          onClose={() => {
            removal.reset()
            setDoomed(undefined)
          }}
        >
          <strong>{doomed.titleKo}</strong>
          <br />
          {t('notice.deleteText')}
        </ConfirmDialog>
      )}
    </Page>
  )
}
