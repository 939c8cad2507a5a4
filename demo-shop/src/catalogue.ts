export interface Product {
  readonly id: string
  readonly ko: string
  readonly en: string
  readonly noteKo: string
  readonly noteEn: string
  /** Won, tax included. */
  readonly price: number
  /** Cents, for buyers abroad. */
  readonly priceUsdCents: number
}

export const products: readonly Product[] = [
  {
    id: 'ujeon',
    ko: '우전 녹차 60g',
    en: 'Ujeon green tea, 60 g',
    noteKo: '곡우 전에 딴 첫 잎을 가마솥에 덖었습니다.',
    noteEn: 'The year’s first leaves, roasted in an iron pot.',
    price: 24_000,
    priceUsdCents: 1_800,
  },
  {
    id: 'teapot',
    ko: '백자 다관',
    en: 'White porcelain teapot',
    noteKo: '두 사람이 세 번 우려 마시기 좋은 크기입니다.',
    noteEn: 'Holds three rounds of tea for two.',
    price: 78_000,
    priceUsdCents: 5_900,
  },
  {
    id: 'cups',
    ko: '분청 찻잔 2인 세트',
    en: 'Pair of buncheong tea cups',
    noteKo: '손에 감기는 무게, 한 점씩 다른 무늬.',
    noteEn: 'A good weight in the hand, no two alike.',
    price: 39_000,
    priceUsdCents: 2_950,
  },
]

export function productById(id: string): Product | undefined {
  return products.find((product) => product.id === id)
}
