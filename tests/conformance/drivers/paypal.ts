import type { Driver } from '../driver.ts'

const express = { apiUsername: 'seller_api1.example.com', apiPassword: 'pw', signature: 'sig' }

export const paypal: Driver = {
  merchant: (moduleCode) =>
    moduleCode === 'paypal' ? { mid: express.apiUsername, credentials: express } : undefined,
  amount: { minor: 1_050, currency: 'USD' },
  // PayPal says that it was PayPal; the card behind it is the buyer's secret.
  paidAs: () => 'EASY_PAY',
}
