import { Checkbox } from '@mantine/core'
import type { AccountView } from '@naru/server/wire/console-account'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { Section } from '../parts/page.tsx'
import { useTell } from '../parts/use-tell.ts'
import { accountQuery, setMarketing } from './my-account-api.ts'

export function MarketingSection({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const agreedAt = account.marketingAgreedAt
  const save = useMutation({
    mutationFn: (agreed: boolean) => setMarketing({ agreed }),
    onSuccess: (_, agreed) =>
      tell.done(agreed ? t('myAccount.marketing.agreed') : t('myAccount.marketing.withdrawn')),
    onError: tell.failed,
    onSettled: () => queryClient.invalidateQueries({ queryKey: accountQuery.queryKey }),
  })
  return (
    <Section title={t('myAccount.marketing.title')}>
      <Checkbox
        label={t('myAccount.marketing.label')}
        {...(agreedAt === undefined
          ? {}
          : { description: t('myAccount.marketing.since', { day: formatSeoulDay(agreedAt) }) })}
        checked={save.isPending ? save.variables : agreedAt !== undefined}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
    </Section>
  )
}
