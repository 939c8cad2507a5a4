import { Alert, Text } from '@mantine/core'
import { IconBuildingBank, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../parts/copyable.tsx'

/** The address that the merchant enters at the PG, so that deposits to virtual accounts are heard of. */
export function NotifyUrl({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  return (
    <Alert variant="light" icon={<IconBuildingBank size={18} />} title={t('channel.notifyTitle')} w="100%">
      <Text fz="sm" mb="xs">
        {t('channel.notifyText')}
      </Text>
      <Copyable value={url} label={t('channel.notifyTitle')} wrap />
    </Alert>
  )
}

/** The address that the merchant enters at the PG, so that its script may make members of the shop's buyers. */
export function CustomerUrl({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  return (
    <Alert variant="light" icon={<IconUserCheck size={18} />} title={t('channel.customerUrlTitle')} w="100%">
      <Text fz="sm" mb="xs">
        {t('channel.customerUrlText')}
      </Text>
      <Copyable value={url} label={t('channel.customerUrlTitle')} wrap />
    </Alert>
  )
}
