import { isChannelKey } from '../channel/channel.ts'
import { isPhoneNumber } from '../team/contact-body.ts'
import type { CreateStoreBody, StoreManager, UpdateStoreBody } from '../wire/console-store.ts'
import { refuseSubStore } from './sub-store-errors.ts'

type Language = 'ko' | 'en'
type Given = Readonly<Record<string, unknown>>

const nameLengthMax = 50
const urlsMax = 10
const urlLengthMax = 500
const channelsMax = 100

const sentences = {
  name: {
    ko: `상점명을 1~${nameLengthMax}자로 입력해 주세요.`,
    en: `Enter a name of 1 to ${nameLengthMax} characters.`,
  },
  tierCode: {
    ko: '티어 코드는 영문 대문자와 숫자 3자리입니다.',
    en: 'A tier code is three capitals or digits.',
  },
  channelKeys: {
    ko: '대표 상점의 결제 채널을 하나 이상 선택해 주세요.',
    en: 'Choose at least one channel of the representative store.',
  },
  serviceUrls: {
    ko: `http:// 또는 https://로 시작하는 전체 주소를 ${urlsMax}개까지 입력할 수 있습니다.`,
    en: `Enter up to ${urlsMax} whole addresses that begin with http:// or https://.`,
  },
  'manager.name': {
    ko: `담당자명은 ${nameLengthMax}자까지 입력할 수 있습니다.`,
    en: `A name has up to ${nameLengthMax} characters.`,
  },
  'manager.phone': {
    ko: '휴대폰번호를 하이픈 없이 숫자 8~15자리로 입력해 주세요.',
    en: 'Enter 8 to 15 digits, without hyphens.',
  },
  'manager.email': { ko: '이메일 주소 형식을 확인해 주세요.', en: 'Check the e-mail address.' },
  inheritsWebhooks: { ko: '웹훅 설정 방식을 선택해 주세요.', en: 'Choose how webhooks are set.' },
  rowVersion: { ko: '새로고침한 뒤 다시 저장해 주세요.', en: 'Reload and save again.' },
}
type Field = keyof typeof sentences

/** Reads `CreateStoreBody`. @throws InvalidRequestError with a sentence per wrong field, then RequiredTermDisagreedError */
export function parseCreate(body: unknown, language: Language): CreateStoreBody {
  const given = recordOf(body)
  const reader = new FieldReader(given)
  const terms = recordOf(given['terms'])
  const value = {
    name: reader.name(),
    tierCode: reader.tierCode(),
    channelKeys: reader.channelKeys(),
    serviceUrls: given['serviceUrls'] === undefined ? [] : reader.serviceUrls(),
    manager: given['manager'] === undefined ? noManager : reader.manager(),
    inheritsWebhooks: given['inheritsWebhooks'] === undefined ? true : reader.inheritsWebhooks(),
    terms: { privacy: terms['privacy'] === true, disclosure: terms['disclosure'] === true },
  }
  reader.finish(language)
  const disagreed = (['privacy', 'disclosure'] as const).filter((term) => !value.terms[term])
  if (disagreed.length > 0) {
    throw refuseSubStore('RequiredTermDisagreedError', undefined, {
      fields: disagreed.map((term) => `terms.${term}`),
    })
  }
  return value
}

/** Reads `UpdateStoreBody`; absent members stay absent. The tier code is not read: it never changes. */
export function parseUpdate(body: unknown, language: Language): UpdateStoreBody {
  const given = recordOf(body)
  const reader = new FieldReader(given)
  const value = {
    ...(given['name'] === undefined ? {} : { name: reader.name() }),
    ...(given['channelKeys'] === undefined ? {} : { channelKeys: reader.channelKeys() }),
    ...(given['serviceUrls'] === undefined ? {} : { serviceUrls: reader.serviceUrls() }),
    ...(given['manager'] === undefined ? {} : { manager: reader.manager() }),
    ...(given['inheritsWebhooks'] === undefined ? {} : { inheritsWebhooks: reader.inheritsWebhooks() }),
    rowVersion: reader.rowVersion(),
  }
  reader.finish(language)
  return value
}

/** One field found wrong by what the database says. */
export function refuseField(field: Field, language: Language) {
  return refuseSubStore('InvalidRequestError', undefined, { fields: { [field]: sentences[field][language] } })
}

const noManager: StoreManager = { name: '', phone: '', email: '' }

/** Reads one field after the other and remembers which were wrong, so that all of them are told at once. */
class FieldReader {
  readonly #given: Given
  readonly #wrong = new Set<Field>()

  constructor(given: Given) {
    this.#given = given
  }

  name(): string {
    return this.#text('name', this.#given['name'], (text) => text !== '' && text.length <= nameLengthMax)
  }

  tierCode(): string {
    return this.#text('tierCode', this.#given['tierCode'], (text) => /^[A-Z0-9]{3}$/.test(text))
  }

  channelKeys(): readonly string[] {
    const keys = this.#texts('channelKeys')
    const isGood =
      keys.length > 0 &&
      keys.length <= channelsMax &&
      keys.every(isChannelKey) &&
      new Set(keys).size === keys.length
    if (!isGood) this.#wrong.add('channelKeys')
    return keys
  }

  serviceUrls(): readonly string[] {
    const urls = this.#texts('serviceUrls')
      .map((url) => url.trim())
      .filter((url) => url !== '')
    if (urls.length > urlsMax || !urls.every(isWebAddress)) this.#wrong.add('serviceUrls')
    return urls
  }

  manager(): StoreManager {
    const given = recordOf(this.#given['manager'])
    return {
      name: this.#text('manager.name', given['name'] ?? '', (text) => text.length <= nameLengthMax),
      phone: this.#text('manager.phone', given['phone'] ?? '', (text) => text === '' || isPhoneNumber(text)),
      email: this.#text('manager.email', given['email'] ?? '', (text) => text === '' || isEmail(text)),
    }
  }

  inheritsWebhooks(): boolean {
    const value = this.#given['inheritsWebhooks']
    if (typeof value !== 'boolean') this.#wrong.add('inheritsWebhooks')
    return value === true
  }

  rowVersion(): number {
    const value = this.#given['rowVersion']
    if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31 - 1) return value
    this.#wrong.add('rowVersion')
    return 0
  }

  finish(language: Language): void {
    if (this.#wrong.size === 0) return
    throw refuseSubStore('InvalidRequestError', undefined, {
      fields: Object.fromEntries([...this.#wrong].map((field) => [field, sentences[field][language]])),
    })
  }

  #text(field: Field, value: unknown, isGood: (text: string) => boolean): string {
    const text = typeof value === 'string' ? value.trim() : undefined
    if (text !== undefined && isGood(text)) return text
    this.#wrong.add(field)
    return ''
  }

  #texts(field: 'channelKeys' | 'serviceUrls'): readonly string[] {
    const value = this.#given[field]
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
    this.#wrong.add(field)
    return []
  }
}

function isWebAddress(text: string): boolean {
  return text.length <= urlLengthMax && /^https?:\/\//i.test(text) && URL.canParse(text)
}

function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}$/.test(text)
}

function recordOf(value: unknown): Given {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
