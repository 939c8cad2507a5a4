import {
  Button,
  Checkbox,
  Collapse,
  Fieldset,
  Group,
  Radio,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ApplicationView } from '@naru/server/wire/console-application'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { requiredField } from '../parts/required-field.ts'
import { blankRepresentative, type BusinessForm } from './business-form.ts'
import { LicenceField } from './licence-field.tsx'

interface BusinessPageProps {
  readonly form: BusinessForm
  readonly application: ApplicationView
}

const classes = ['CORPORATION', 'SOLE_PROPRIETOR'] as const

/** 1 사업자 정보 등록 */
export function BusinessPage({ form, application }: BusinessPageProps) {
  const { t } = useTranslation()
  const [isWithout, without] = useDisclosure(false)
  const { licence } = application.business
  return (
    <div className="naru-app-form">
      <LicenceField {...(licence === undefined ? {} : { licence })} error={form.errors['licence']} />
      {licence === undefined ? (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={without.toggle} aria-expanded={isWithout}>
            {t('application.business.noLicence')}
          </Button>
          <Collapse expanded={isWithout}>
            <Stack gap="xs" mt="xs" align="flex-start">
              <Text fz="sm">{t('application.business.noLicenceText')}</Text>
              <Group gap="xs">
                <Button size="xs" variant="default" component={Link} to="/integration-v2/manage/channel">
                  {t('application.start.test')}
                </Button>
                <Button size="xs" variant="default" component={Link} to="/">
                  {t('application.start.look')}
                </Button>
              </Group>
            </Stack>
          </Collapse>
        </div>
      ) : null}
      <Radio.Group
        {...requiredField}
        label={t('application.business.classification')}
        {...form.getInputProps('classification')}
      >
        <Group mt={6}>
          {classes.map((name) => (
            <Radio key={name} value={name} label={t(`application.business.classes.${name}`)} />
          ))}
        </Group>
      </Radio.Group>
      <div className="naru-app-pair">
        <TextInput
          {...requiredField}
          label={t('application.business.registrationNumber')}
          description={t('application.business.registrationNumberHint')}
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('registrationNumber')}
        />
        {form.values.classification === 'CORPORATION' ? (
          <TextInput
            {...requiredField}
            label={t('application.business.corporationNumber')}
            description={t('application.business.corporationNumberHint')}
            inputMode="numeric"
            autoComplete="off"
            {...form.getInputProps('corporationNumber')}
          />
        ) : null}
      </div>
      <TextInput
        {...requiredField}
        label={t('application.business.companyName')}
        autoComplete="organization"
        {...form.getInputProps('companyName')}
      />
      <div className="naru-app-pair" data-narrow>
        <TextInput
          {...requiredField}
          label={t('application.business.postalCode')}
          inputMode="numeric"
          autoComplete="postal-code"
          {...form.getInputProps('postalCode')}
        />
        <TextInput
          {...requiredField}
          label={t('application.business.address')}
          autoComplete="address-line1"
          {...form.getInputProps('address')}
        />
      </div>
      <TextInput
        label={t('application.business.addressDetail')}
        autoComplete="address-line2"
        {...form.getInputProps('addressDetail')}
      />
      <div className="naru-app-pair">
        {(['types', 'items'] as const).map((name) => (
          <TagsInput
            key={name}
            {...requiredField}
            label={t(`application.business.${name}`)}
            description={t('application.business.listHint')}
            {...form.getInputProps(name)}
          />
        ))}
      </div>
      <Representatives form={form} accountEmail={application.accountEmail} />
    </div>
  )
}

function Representatives({
  form,
  accountEmail,
}: {
  readonly form: BusinessForm
  readonly accountEmail: string
}) {
  const { t } = useTranslation()
  return (
    <Stack>
      {form.values.representatives.map((person, index) => {
        const at = `representatives.${index}` as const
        return (
          <Fieldset
            // Nothing else tells one unnamed person from another.
            // eslint-disable-next-line react/no-array-index-key
            key={index}
            legend={t('application.business.representative', { number: index + 1 })}
          >
            <div className="naru-app-form">
              <div className="naru-app-pair">
                <TextInput
                  {...requiredField}
                  label={t('application.business.nameKo')}
                  {...form.getInputProps(`${at}.nameKo`)}
                />
                <TextInput
                  {...requiredField}
                  label={t('application.business.nameEn')}
                  {...form.getInputProps(`${at}.nameEn`)}
                />
                <TextInput
                  {...requiredField}
                  label={t('application.business.phoneNumber')}
                  type="tel"
                  {...form.getInputProps(`${at}.phoneNumber`)}
                />
                <TextInput
                  {...requiredField}
                  label={t('application.business.birthdate')}
                  description={t('application.business.birthdateHint')}
                  inputWrapperOrder={['label', 'input', 'description', 'error']}
                  {...form.getInputProps(`${at}.birthdate`)}
                />
              </div>
              <TextInput
                {...requiredField}
                label={t('application.business.email')}
                type="email"
                {...form.getInputProps(`${at}.email`)}
              />
              <Group justify="space-between">
                <Checkbox
                  label={t('application.business.useAccountEmail')}
                  checked={person.email === accountEmail}
                  onChange={(event) =>
                    form.setFieldValue(`${at}.email`, event.currentTarget.checked ? accountEmail : '')
                  }
                />
                {form.values.representatives.length === 1 ? null : (
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    leftSection={<IconTrash size={15} aria-hidden />}
                    onClick={() => form.removeListItem('representatives', index)}
                  >
                    {t('application.business.removeRepresentative', { number: index + 1 })}
                  </Button>
                )}
              </Group>
            </div>
          </Fieldset>
        )
      })}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={form.values.representatives.length >= 10}
        onClick={() => form.insertListItem('representatives', blankRepresentative)}
      >
        {t('application.business.addRepresentative')}
      </Button>
    </Stack>
  )
}
