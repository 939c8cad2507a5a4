/**
 * What the operator tells the merchants of his installation. Types only.
 *
 * `GET /console/api/notices?kind=&cursor=` → NoticePage, newest first · `GET /console/api/notices/newest` → NewestNotices
 * `GET /operator/api/notices?kind=&cursor=` → NoticePage · `POST` (NoticeBody) → Notice
 * `PUT /operator/api/notices/{noticeId}` (ChangeNoticeBody) → Notice · `DELETE` → `{}`
 * 422 `fields`; 404 NoticeNotFoundError; 409 StaleVersionError.
 */
export type NoticeKind = 'NOTICE' | 'NEWS' | 'FAQ'

export interface NoticeBody {
  readonly kind: NoticeKind
  /** At most 80 letters. */
  readonly titleKo: string
  /** Plain text of at most 5,000 letters; lines are kept. */
  readonly bodyKo: string
  /** Empty: readers of English see the Korean text. */
  readonly titleEn: string
  readonly bodyEn: string
}
export interface ChangeNoticeBody extends NoticeBody {
  readonly rowVersion: number
}
export interface Notice extends NoticeBody {
  readonly noticeId: string
  readonly rowVersion: number
  readonly publishedAt: string
  readonly updatedAt: string
}
export interface NoticePage {
  readonly items: readonly Notice[]
  readonly nextCursor?: string
}
/** The three newest of each kind. */
export type NewestNotices = Readonly<Record<NoticeKind, readonly Notice[]>>
