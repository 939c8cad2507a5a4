/** Card company codes (stored pages of Naver Pay's documentation) → the name a buyer knows. */
const cards: Readonly<Record<string, string>> = {
  C0: '신한카드',
  C1: 'BC카드',
  C2: '광주카드',
  C3: 'KB국민카드',
  C4: 'NH농협카드',
  C5: '롯데카드',
  C6: 'KDB산업은행카드',
  C7: '삼성카드',
  C8: '수협카드',
  C9: '씨티카드',
  CA: '외환카드',
  CB: '우리카드',
  CC: '전북카드',
  CD: '제주카드',
  CF: '하나카드',
  CH: '현대카드',
}

export function cardName(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
}
