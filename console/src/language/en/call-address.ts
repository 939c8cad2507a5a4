import type { callAddress as korean } from '../ko/call-address.ts'
import type { Worded } from '../worded.ts'

export const callAddress: Worded<typeof korean> = {
  title: 'Addresses that may call (allow-list)',
  text: 'Which IP addresses may call REST API V1. The V2 API has no such list.',
  enforce: 'Allow registered addresses only',
  enforceHint:
    'When on, V1 API calls from any address that no rule holds are refused, from the moment you save.',
  empty: 'No rules yet. Press [Add a rule] and register the address of your server.',
  cidr: 'IP address (CIDR)',
  cidrOf: 'IP address (CIDR) of rule {{number}}',
  memo: 'Memo',
  memoOf: 'Memo of rule {{number}}',
  memoPlaceholder: 'e.g. production server',
  removeOf: 'Remove rule {{number}}',
  add: 'Add a rule',
  addPresent: 'Add my present address ({{address}})',
  saved: 'The allowed addresses are saved',
  lockOutTitle: 'Your present address is in none of the rules',
  lockOutText:
    'V1 API calls from {{address}} are refused from the moment you save. If it is not the address of a server, you may save all the same.',
  lockOutConfirm: 'Save all the same',
}
