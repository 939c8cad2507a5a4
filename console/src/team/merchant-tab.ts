export type MerchantTab = 'business' | 'accounts' | 'store' | 'emergency'

const tabs: readonly MerchantTab[] = ['business', 'accounts', 'store', 'emergency']

/** The tab that an address names; without one the screen chooses. */
export function readMerchantTab(search: Record<string, unknown>): { readonly tab?: MerchantTab } {
  const tab = tabs.find((one) => one === search['tab'])
  return tab === undefined ? {} : { tab }
}
