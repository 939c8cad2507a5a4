import { Button, Text, TextInput } from '@mantine/core'
import { IconUserDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import type { BusinessForm } from './business-form.ts'

/** 2 담당자 정보 등록 */
export function ManagerPage({ form }: { readonly form: BusinessForm }) {
  const { t } = useTranslation()
  const tell = useTell()
  const [first] = form.values.representatives
  return (
    <div className="naru-app-form">
      <Text fz="sm" c="dimmed">
        {t('application.business.managerText')}
      </Text>
      <div>
        <Button
          variant="default"
          leftSection={<IconUserDown size={16} aria-hidden />}
          disabled={
            first === undefined || [first.nameKo, first.email, first.phoneNumber].every((text) => text === '')
          }
          onClick={() => {
            if (first === undefined) return
            form.setFieldValue('manager', {
              name: first.nameKo,
              email: first.email,
              phoneNumber: first.phoneNumber,
            })
            for (const key of ['name', 'email', 'phoneNumber']) form.clearFieldError(`manager.${key}`)
            tell.done(t('application.business.loaded'))
          }}
        >
          {t('application.business.loadRepresentative')}
        </Button>
      </div>
      <TextInput
        {...requiredField}
        label={t('application.business.managerName')}
        {...form.getInputProps('manager.name')}
      />
      <div className="naru-app-pair">
        <TextInput
          {...requiredField}
          label={t('application.business.email')}
          type="email"
          {...form.getInputProps('manager.email')}
        />
        <TextInput
          {...requiredField}
          label={t('application.business.phoneNumber')}
          type="tel"
          {...form.getInputProps('manager.phoneNumber')}
        />
      </div>
    </div>
  )
}
