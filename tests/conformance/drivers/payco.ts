import type { Driver } from '../driver.ts'

export const payco: Driver = {
  notApplicable: {
    'books agree': () => 'the inquiry is by reservation; of an order that was approved it tells nothing more',
  },
}
