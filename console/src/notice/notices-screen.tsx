import { Accordion, Text } from '@mantine/core'
import { IconBellOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { MoreButton } from '../parts/endless-list.tsx'
import '../shell/shell.css'
import { noticeKinds, noticesQuery } from './notice-api.ts'
import { useNoticeWords } from './notice-words.ts'
import './notice.css'

const route = getRouteApi('/shell/notices')

/** All notices of a kind; the address opens one. */
export function NoticesScreen() {
  const { t } = useTranslation()
  const words = useNoticeWords()
  const navigate = route.useNavigate()
  const { kind = 'NOTICE', open } = route.useSearch()
  const list = useInfiniteQuery(noticesQuery(kind))
  const notices = list.data?.pages.flatMap((page) => page.items)
  return (
    <Page title={t('notice.title')} text={t('notice.text')}>
      <nav className="naru-tabs" aria-label={t('notice.title')}>
        {noticeKinds.map((one) => (
          <Link
            key={one}
            to="/notices"
            search={{ kind: one }}
            data-status={one === kind ? 'active' : undefined}
            aria-current={one === kind ? 'page' : undefined}
          >
            {t(`notice.kinds.${one}`)}
          </Link>
        ))}
      </nav>
      {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <SkeletonRows count={5} height={52} /> : null}
      {notices?.length === 0 ? (
        <Section>
          <EmptyState
            icon={<IconBellOff size={26} />}
            title={t('notice.none')}
            text={t('notice.emptyText')}
          />
        </Section>
      ) : null}
      {notices === undefined || notices.length === 0 ? null : (
        <Accordion
          variant="contained"
          radius="md"
          value={open ?? null}
          onChange={(value) =>
            void navigate({ search: value === null ? { kind } : { kind, open: value }, replace: true })
          }
        >
          {notices.map((notice) => (
            <Accordion.Item key={notice.noticeId} value={notice.noticeId}>
              <Accordion.Control>
                <Text span fw={600} fz="sm">
                  {words(notice).title}
                </Text>
                <Text fz="xs" c="dimmed">
                  {formatSeoulDay(notice.publishedAt)}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Text fz="sm" className="naru-notice-body">
                  {words(notice).body}
                </Text>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      <MoreButton list={list} />
    </Page>
  )
}
