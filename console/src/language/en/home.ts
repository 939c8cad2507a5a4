import type { home as korean } from '../ko/home.ts'
import type { Worded } from '../worded.ts'

export const home: Worded<typeof korean> = {
  title: 'Home',
  greeting: 'Payments of {{store}}',
  start: 'Get started',
  startText: '{{done}} of {{count}} steps are done. Steps tick themselves.',
  finished: 'The integration is complete. When your tests are done, add a live channel.',
  done: 'Done',
  todo: 'To do',
  steps: {
    channel: {
      title: 'Add a test channel',
      text: 'Choose a PG and one of its shared test merchant IDs, and it works at once.',
      action: 'Add a channel',
    },
    secret: {
      title: 'Issue an API secret',
      text: 'Your server reads and cancels payments with it. It is shown once, right after issuing.',
      action: 'Issue an API secret',
    },
    webhook: {
      title: 'Set a webhook address',
      text: 'Hear outcomes on your server, so that a closed window loses no order.',
      action: 'Set up webhooks',
    },
    payment: {
      title: 'First test payment',
      text: 'Paste the snippet below into a page and open the payment window.',
      action: 'See the snippet',
    },
    received: {
      title: 'Webhook received',
      text: 'Done as soon as your server answers 200.',
      action: 'See deliveries',
    },
  },
  today: 'Payments today',
  todayText: 'Requested since midnight in Seoul.',
  all: 'All payments',
  noneToday: 'No payments today',
  noneTodayText: 'They appear here as soon as a payment window opens.',
  snippet: 'Integration snippet',
  snippetText: 'Filled with the values of this store. Paste it into an HTML file to open the window.',
  snippetChannel: 'Channel to use',
  snippetNoChannel: 'Add a test channel to see the snippet with its channel key.',
  snippetNote: 'Always check the amount again on your server. Never put the API secret into a browser.',
  tryShop: 'Pay in the demo shop',
}
