import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Radio,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { requiredField } from '../parts/required-field.ts'
import type { BusinessForm } from './business-form.ts'

const serviceTypes = ['WEB', 'APP', 'WEB_AND_APP'] as const
export const monthlySales = [
  'LESS_THAN_ONE_HUNDRED_MILLION_WON',
  'LESS_THAN_THREE_HUNDRED_MILLION_WON',
  'LESS_THAN_ONE_BILLION_WON',
  'LESS_THAN_FIVE_BILLION_WON',
  'MORE_THAN_FIVE_BILLION_WON',
] as const
const salesItems = [
  'clothes',
  'cosmetics',
  'food',
  'healthFood',
  'household',
  'electronics',
  'books',
  'digital',
  'education',
  'travel',
  'tickets',
  'subscription',
  'giftCertificates',
  'jewellery',
  'donations',
] as const
const urlsMax = 10

/** 3 서비스 정보 등록 */
export function ServicePage({ form }: { readonly form: BusinessForm }) {
  const { t } = useTranslation()
  const { service } = form.values
  return (
    <div className="naru-app-form">
      <TagsInput
        {...requiredField}
        label={t('application.business.salesItems')}
        description={t('application.business.salesItemsHint')}
        data={salesItems.map((item) => t(`application.business.salesItemChoices.${item}`))}
        maxDropdownHeight={260}
        {...form.getInputProps('service.salesItems')}
      />
      <Radio.Group
        {...requiredField}
        label={t('application.business.serviceType')}
        {...form.getInputProps('service.type')}
      >
        <Group mt={6}>
          {serviceTypes.map((type) => (
            <Radio key={type} value={type} label={t(`application.business.serviceTypes.${type}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Select
        {...requiredField}
        label={t('application.business.monthlySales')}
        data={monthlySales.map((value) => ({ value, label: t(`application.business.sales.${value}`) }))}
        {...form.getInputProps('service.monthlySales')}
        value={service.monthlySales === '' ? null : service.monthlySales}
        onChange={(value) =>
          form.setFieldValue('service.monthlySales', monthlySales.find((one) => one === value) ?? '')
        }
      />
      <Stack gap="xs">
        {service.urls.map((_url, index) => (
          // Lines of text have nothing but their place.
          // eslint-disable-next-line react/no-array-index-key
          <Group key={index} align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              {...(service.isPreparing ? {} : requiredField)}
              flex={1}
              label={
                service.urls.length === 1
                  ? t('application.business.url')
                  : t('application.business.urlNumber', { number: index + 1 })
              }
              type="url"
              placeholder="https://"
              {...form.getInputProps(`service.urls.${index}`)}
              error={
                form.errors[`service.urls.${index}`] ??
                (index === 0 ? form.errors['service.urls'] : undefined)
              }
            />
            {service.urls.length === 1 ? null : (
              <ActionIcon
                variant="subtle"
                color="red"
                size={36}
                aria-label={t('application.business.removeUrl', { number: index + 1 })}
                onClick={() => form.removeListItem('service.urls', index)}
              >
                <IconTrash size={17} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            disabled={service.urls.length >= urlsMax}
            onClick={() => form.insertListItem('service.urls', '')}
          >
            {t('application.business.addUrl')}
          </Button>
        </div>
        <Checkbox
          label={t('application.business.isPreparing')}
          {...form.getInputProps('service.isPreparing', { type: 'checkbox' })}
        />
      </Stack>
      <Textarea
        label={t('application.business.memo')}
        description={t('application.business.memoHint', { count: service.memo.length })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={100}
        autosize
        minRows={2}
        {...form.getInputProps('service.memo')}
      />
    </div>
  )
}
