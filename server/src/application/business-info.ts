import type { BusinessClass, BusinessInfo, MonthlySales, ServiceType } from '../wire/console-application.ts'
import { fieldReader, type FieldProblem } from './field-reader.ts'

const classes: readonly BusinessClass[] = ['CORPORATION', 'SOLE_PROPRIETOR']
const serviceTypes: readonly ServiceType[] = ['WEB', 'APP', 'WEB_AND_APP']
const monthlySales: readonly MonthlySales[] = [
  'LESS_THAN_ONE_HUNDRED_MILLION_WON',
  'LESS_THAN_THREE_HUNDRED_MILLION_WON',
  'LESS_THAN_ONE_BILLION_WON',
  'LESS_THAN_FIVE_BILLION_WON',
  'MORE_THAN_FIVE_BILLION_WON',
]
/** More people sign hardly any company's licence. */
const representativesMax = 10

/** 비즈니스 인증 before anything was entered. One representative is always there. */
export const blankBusinessInfo: BusinessInfo = readInfo({}).info

/**
 * Reads what a temporary save brings; nothing past this point is `unknown`. Everything may be blank, but nothing may
 * be longer than its field. Hyphens and blanks in numbers are taken out.
 */
export function parseBusinessInfo(
  body: unknown,
):
  | { readonly ok: true; readonly info: BusinessInfo }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] } {
  const { info, problems } = readInfo(body)
  return problems.length === 0 ? { ok: true, info } : { ok: false, problems }
}

function readInfo(body: unknown): { info: BusinessInfo; problems: readonly FieldProblem[] } {
  const read = fieldReader(body)
  const manager = read.record('manager')
  const service = read.record('service')
  const representatives = read.records('representatives', representativesMax)
  const info: BusinessInfo = {
    classification: read.choice('classification', classes),
    registrationNumber: read.digits('registrationNumber', 10),
    corporationNumber: read.digits('corporationNumber', 13),
    companyName: read.text('companyName', 100),
    postalCode: read.digits('postalCode', 6),
    address: read.text('address', 200),
    addressDetail: read.text('addressDetail', 200),
    types: read.texts('types', 20, 50),
    items: read.texts('items', 20, 50),
    representatives: (representatives.length === 0 ? [fieldReader({})] : representatives).map((person) => ({
      nameKo: person.text('nameKo', 50),
      nameEn: person.text('nameEn', 100),
      phoneNumber: person.digits('phoneNumber', 15),
      email: person.text('email', 254),
      birthdate: person.text('birthdate', 10),
    })),
    manager: {
      name: manager.text('name', 50),
      email: manager.text('email', 254),
      phoneNumber: manager.digits('phoneNumber', 15),
    },
    service: {
      salesItems: service.texts('salesItems', 30, 50),
      type: service.choice('type', serviceTypes),
      monthlySales: service.choice('monthlySales', monthlySales),
      urls: service.texts('urls', 10, 500),
      isPreparing: service.flag('isPreparing'),
      memo: service.text('memo', 100),
    },
  }
  return { info, problems: read.problems }
}
