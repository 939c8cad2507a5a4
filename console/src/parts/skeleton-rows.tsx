import { Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Holds the place of rows that are on their way, so that nothing jumps when they come. */
export function SkeletonRows({
  count = 3,
  height = 56,
}: {
  readonly count?: number
  readonly height?: number
}) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" aria-busy="true" aria-label={t('common.loading')} role="status">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  )
}
