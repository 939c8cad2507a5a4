import type { Notice } from '@naru/server/wire/notice'
import { usePick } from '../language/use-language.ts'

/** A notice's words in the reader's language; Korean where nothing else was written. */
export function useNoticeWords(): (notice: Notice) => { readonly title: string; readonly body: string } {
  const pick = usePick()
  return ({ titleKo, bodyKo, titleEn, bodyEn }) => ({
    title: pick(titleKo, titleEn === '' ? titleKo : titleEn),
    body: pick(bodyKo, bodyEn === '' ? bodyKo : bodyEn),
  })
}
