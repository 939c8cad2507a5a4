import { Button, Center } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNote } from './failure-note.tsx'
import { SkeletonRows } from './skeleton-rows.tsx'

/** What a list reads of the query that fetches it page after page. */
export interface PagedQuery {
  readonly isLoading: boolean
  readonly isError: boolean
  readonly isSuccess: boolean
  readonly error: unknown
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

interface EndlessListProps {
  readonly list: PagedQuery
  /** Rows read so far. */
  readonly count: number
  readonly rowHeight?: number
  /** What stands there when nothing was found: the next step, or the way out of the filters. */
  readonly empty: ReactNode
  readonly children: ReactNode
}

/** Rows of a list that goes on: while they come, when they do not, when there are none, and the way to more of them. */
export function EndlessList({ list, count, rowHeight = 58, empty, children }: EndlessListProps) {
  return (
    <>
      {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isLoading ? <SkeletonRows count={6} height={rowHeight} /> : null}
      {list.isSuccess && count === 0 ? <div className="naru-paper">{empty}</div> : null}
      {count === 0 ? null : children}
      <MoreButton list={list} />
    </>
  )
}

type MoreButtonProps = {
  readonly list: Pick<PagedQuery, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
}

/** Fetches the next page; not there after the last. */
export function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation()
  if (!list.hasNextPage) return null
  return (
    <Center mt="sm">
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('common.more')}
      </Button>
    </Center>
  )
}
