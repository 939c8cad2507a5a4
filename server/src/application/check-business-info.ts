import type { BusinessInfo } from '../wire/console-application.ts'
import type { FieldProblem } from './field-reader.ts'
import { isBusinessNumber, isCorporationNumber } from './registration-number.ts'

const emailShape = /^[^\s@<>"(),:;[\]\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}$/i

/**
 * What still keeps a business from being submitted, in the order of the form; empty when it may go.
 * Source of the fields: the input of `registerStoreBusinessInfo` and the console guide's four steps.
 */
export function checkBusinessInfo(
  info: BusinessInfo,
  hasLicence: boolean,
  today: string,
): readonly FieldProblem[] {
  const problems: FieldProblem[] = []
  const wrong = (field: string, ko: string, en: string) => void problems.push({ field, ko, en })
  const need = (field: string, value: string | readonly unknown[]): boolean => {
    if (value.length === 0) wrong(field, '필수 항목입니다.', 'This is required.')
    return value.length > 0
  }
  const needEmail = (field: string, value: string) => {
    if (need(field, value) && !emailShape.test(value))
      wrong(field, '이메일 주소 형식을 확인해 주세요.', 'This is not an e-mail address.')
  }
  const needPhone = (field: string, value: string) => {
    if (need(field, value) && value.length < 8)
      wrong(field, '전화번호를 확인해 주세요.', 'This is not a telephone number.')
  }

  if (!hasLicence) wrong('licence', '사업자등록증을 올려 주세요.', 'Upload the business licence.')
  need('classification', info.classification)
  if (need('registrationNumber', info.registrationNumber) && !isBusinessNumber(info.registrationNumber)) {
    wrong(
      'registrationNumber',
      '사업자등록번호가 올바르지 않습니다. 등록증의 숫자 10자리를 확인해 주세요.',
      'This is not a business registration number: check its ten digits.',
    )
  }
  if (info.classification === 'CORPORATION' && need('corporationNumber', info.corporationNumber)) {
    if (!isCorporationNumber(info.corporationNumber))
      wrong('corporationNumber', '법인등록번호는 숫자 13자리입니다.', 'A corporation number has 13 digits.')
  }
  need('companyName', info.companyName)
  if (need('postalCode', info.postalCode) && info.postalCode.length < 5)
    wrong('postalCode', '우편번호는 숫자 5자리입니다.', 'A postal code has five digits.')
  need('address', info.address)
  need('types', info.types)
  need('items', info.items)
  for (const [index, person] of info.representatives.entries()) {
    const at = `representatives.${index}`
    need(`${at}.nameKo`, person.nameKo)
    need(`${at}.nameEn`, person.nameEn)
    needPhone(`${at}.phoneNumber`, person.phoneNumber)
    needEmail(`${at}.email`, person.email)
    if (need(`${at}.birthdate`, person.birthdate) && !isPastDate(person.birthdate, today))
      wrong(`${at}.birthdate`, '생년월일을 확인해 주세요.', 'This is not a date of birth.')
  }
  need('manager.name', info.manager.name)
  needEmail('manager.email', info.manager.email)
  needPhone('manager.phoneNumber', info.manager.phoneNumber)
  need('service.salesItems', info.service.salesItems)
  need('service.type', info.service.type)
  need('service.monthlySales', info.service.monthlySales)
  // An app that is not in the stores yet has no address to show.
  if (!info.service.isPreparing) need('service.urls', info.service.urls)
  for (const [index, url] of info.service.urls.entries()) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
      wrong(
        `service.urls.${index}`,
        'http:// 또는 https://로 시작하는 주소를 입력해 주세요.',
        'Enter an address that begins with http:// or https://.',
      )
    }
  }
  return problems
}

/** A real day (no 31 February) before today. Both are YYYY-MM-DD, so they compare as text. */
function isPastDate(text: string, today: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text) || text >= today) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
