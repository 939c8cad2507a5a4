import { useForm, type UseFormReturnType } from '@mantine/form'
import type { BusinessInfo } from '@naru/server/wire/console-application'

export type BusinessForm = UseFormReturnType<BusinessInfo>

export function useBusinessForm(info: BusinessInfo): BusinessForm {
  return useForm<BusinessInfo>({ initialValues: { ...info, service: withOneUrl(info.service) } })
}

export const blankRepresentative: BusinessInfo['representatives'][number] = {
  nameKo: '',
  nameEn: '',
  phoneNumber: '',
  email: '',
  birthdate: '',
}

/** One line for an address is always there to type into; the server leaves blank ones out. */
export function withOneUrl(service: BusinessInfo['service']): BusinessInfo['service'] {
  return service.urls.length === 0 ? { ...service, urls: [''] } : service
}
