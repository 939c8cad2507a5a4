import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { oneOf } from '../v2-input/request-parts.ts'
import type { ChangeNoticeBody, NoticeBody, NoticeKind } from '../wire/notice.ts'
import { refuseNotice } from './notice-errors.ts'

export const noticeKinds = ['NOTICE', 'NEWS', 'FAQ'] as const satisfies readonly NoticeKind[]
const titleLengthMax = 80
const bodyLengthMax = 5_000

const members = {
  kind: oneOf(noticeKinds),
  titleKo: Type.String(),
  bodyKo: Type.String(),
  titleEn: Type.Optional(Type.String()),
  bodyEn: Type.Optional(Type.String()),
}
const saveBody = Type.Object(members)
const changeBody = Type.Object({
  ...members,
  rowVersion: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
})

/** @throws Refusal INVALID_REQUEST, or InvalidNoticeError naming the fields */
export function readNotice(body: unknown): NoticeBody {
  return checked(readBody(saveBody, body ?? {}))
}

/** @throws as `readNotice` */
export function readNoticeChange(body: unknown): ChangeNoticeBody {
  const input = readBody(changeBody, body ?? {})
  return { ...checked(input), rowVersion: input.rowVersion }
}

function checked(input: {
  readonly kind: NoticeKind
  readonly titleKo: string
  readonly bodyKo: string
  readonly titleEn?: string
  readonly bodyEn?: string
}): NoticeBody {
  const notice: NoticeBody = {
    kind: input.kind,
    titleKo: input.titleKo.trim(),
    bodyKo: input.bodyKo.trim(),
    titleEn: input.titleEn?.trim() ?? '',
    bodyEn: input.bodyEn?.trim() ?? '',
  }
  const english = [notice.titleEn, notice.bodyEn]
  const isHalf = english.some((text) => text === '') && english.some((text) => text !== '')
  const wrong = [
    ...(isText(notice.titleKo, titleLengthMax) ? [] : ['titleKo']),
    ...(isText(notice.bodyKo, bodyLengthMax) ? [] : ['bodyKo']),
    ...(notice.titleEn.length > titleLengthMax || (isHalf && notice.titleEn === '') ? ['titleEn'] : []),
    ...(notice.bodyEn.length > bodyLengthMax || (isHalf && notice.bodyEn === '') ? ['bodyEn'] : []),
  ]
  if (wrong.length > 0) throw refuseNotice('InvalidNoticeError', undefined, { fields: wrong })
  return notice
}

function isText(text: string, lengthMax: number): boolean {
  return text !== '' && text.length <= lengthMax
}
