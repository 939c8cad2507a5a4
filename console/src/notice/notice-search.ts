import type { NoticeKind } from '@naru/server/wire/notice'

export interface NoticeSearch {
  readonly kind?: NoticeKind
  /** The one that is open. */
  readonly open?: string
}

/** Reads the address of the notices' screen. */
export function readNoticeSearch({ kind, open }: Record<string, unknown>): NoticeSearch {
  return {
    ...(kind === 'NOTICE' || kind === 'NEWS' || kind === 'FAQ' ? { kind } : {}),
    ...(typeof open === 'string' && open !== '' ? { open } : {}),
  }
}
