import type { Order } from '@naru/gateways'

/** The PG's published test id; PortOne shares none of the Japanese service. */
export const cbt = { mid: 'CBTTEST001', iniApiKey: '5AL5Djb1Ipualn0F', cbtType: 'JPPG' }

export const storeDetails = {
  storeName: '韓国ストア',
  storeNameKana: 'カンコクストア',
  storeNameEn: 'Kankoku Store',
  storeNameShort: 'カンコク',
  contactName: 'サポート窓口',
  email: 'support@example.com',
  phoneNumber: '0312345678',
  openingHours: { open: '10:00', close: '18:00' },
}

export const customer: Order['customer'] = {
  fullName: 'デイモン マット',
  firstNameKana: 'マット',
  lastNameKana: 'デイモン',
  email: 'buyer@example.com',
}
