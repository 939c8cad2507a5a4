/** Acquirers (developer site, card company codes) → the name a buyer knows. */
const cards: Readonly<Record<string, string>> = {
  '1': '신한카드',
  '2': '현대카드',
  '3': '삼성카드',
  '4': 'KB국민카드',
  '5': '롯데카드',
  '6': '하나카드',
  '7': '우리카드',
  '8': 'NH농협카드',
  '9': '씨티카드',
  '10': 'BC카드',
}

export function cardName(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
}
