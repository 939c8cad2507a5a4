import type { Story } from '../story.ts'
import { accountStories } from './account.ts'
import { billingStories } from './billing.ts'
import { keyInStories } from './by-card.ts'
import { cancelStories } from './cancel.ts'
import { identityStories } from './identity.ts'
import { issueAndPayStories } from './issue-and-pay.ts'
import { pendingStories } from './pending.ts'
import { pulledStories } from './pulled.ts'
import { purseStories } from './purse.ts'
import { quickPayStories } from './quick-pay.ts'
import { serviceStories } from './services.ts'
import { silenceStories } from './silence.ts'
import { windowStories } from './window.ts'

/** The one list: every connector is told every story that is about something it can do. */
export const stories: readonly Story[] = [
  ...windowStories,
  ...silenceStories,
  ...cancelStories,
  ...accountStories,
  ...pendingStories,
  ...pulledStories,
  ...billingStories,
  ...issueAndPayStories,
  ...keyInStories,
  ...purseStories,
  ...quickPayStories,
  ...serviceStories,
  ...identityStories,
]
