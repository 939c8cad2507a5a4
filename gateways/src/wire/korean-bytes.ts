import iconv from 'iconv-lite'

/** Length in EUC-KR (CP949) bytes, the unit of most Korean PGs' limits: a Hangul syllable is two. */
export function koreanByteLength(value: string): number {
  return iconv.encode(value, 'cp949').length
}

/** What CP949 cannot write (an emoji, a rare sign) becomes `?` here, before the PG would turn it into something else. */
export function inKoreanCharset(value: string): string {
  return iconv.decode(iconv.encode(value, 'cp949'), 'cp949')
}

/** The longest beginning of `value` that fits, cut between characters and never inside one. */
export function cutToKoreanBytes(value: string, bytesMax: number): string {
  let kept = ''
  let bytes = 0
  for (const character of value) {
    bytes += koreanByteLength(character)
    if (bytes > bytesMax) break
    kept += character
  }
  return kept
}
