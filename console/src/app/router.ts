import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { readNoticeSearch } from '../notice/notice-search.ts'
import { ConsoleFailure } from '../api/failure.ts'
import { readAuditSearch } from '../audit/audit-search.ts'
import { installationQuery, meQuery } from '../api/session.ts'
import { readIdentitySearch } from '../identity-verification/identity-search.ts'
import { readListSearch } from '../recurring/recurring-search.ts'
import { readReconciliationSearch } from '../reconciliation/reconciliation-search.ts'
import { readPaymentSearch } from '../payment/payment-search.ts'
import { readMerchantTab } from '../team/merchant-tab.ts'
import { NotFoundScreen, ScreenFailure, ScreenPending } from './screens.tsx'

interface RouterContext {
  readonly queryClient: QueryClient
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFoundScreen })

const authRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auth',
  loader: ({ context }) => context.queryClient.ensureQueryData(installationQuery).catch(() => undefined),
  component: lazyRouteComponent(() => import('../account/auth-layout.tsx'), 'AuthLayout'),
})
const authIndexRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/auth/signin', replace: true })
  },
})
const signInRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/signin',
  validateSearch: readText('redirect'),
  component: lazyRouteComponent(() => import('../account/sign-in-screen.tsx'), 'SignInScreen'),
})
const signUpRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/signup',
  component: lazyRouteComponent(() => import('../account/sign-up-screen.tsx'), 'SignUpScreen'),
})
const verifyEmailRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/verify-email',
  validateSearch: readText('token'),
  component: lazyRouteComponent(() => import('../account/verify-email-screen.tsx'), 'VerifyEmailScreen'),
})
const forgotPasswordRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/password/forgot',
  component: lazyRouteComponent(
    () => import('../account/forgot-password-screen.tsx'),
    'ForgotPasswordScreen',
  ),
})
const resetPasswordRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/password/reset',
  validateSearch: readText('token'),
  component: lazyRouteComponent(() => import('../account/reset-password-screen.tsx'), 'ResetPasswordScreen'),
})

const changeEmailRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/change-email',
  validateSearch: readText('token'),
  component: lazyRouteComponent(() => import('../account/change-email-screen.tsx'), 'ChangeEmailScreen'),
})

const inviteRoute = createRoute({
  getParentRoute: () => authRoute,
  path: '/invite',
  validateSearch: readText('token'),
  component: lazyRouteComponent(() => import('../team/invite-screen.tsx'), 'InviteScreen'),
})

const mailboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dev/mailbox',
  validateSearch: readText('to'),
  component: lazyRouteComponent(() => import('../mailbox/mailbox-screen.tsx'), 'MailboxScreen'),
})

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const [me] = await Promise.all([
      context.queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
        if (error instanceof ConsoleFailure && error.status === 401) {
          const isHome = location.href === '/'
          throw redirect({ to: '/auth/signin', search: isHome ? {} : { redirect: location.href } })
        }
        throw error
      }),
      context.queryClient.ensureQueryData(installationQuery),
    ])
    return { me }
  },
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
})
const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-screen.tsx'), 'HomeScreen'),
})
const noticesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notices',
  validateSearch: readNoticeSearch,
  component: lazyRouteComponent(() => import('../notice/notices-screen.tsx'), 'NoticesScreen'),
})
const integrationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integration-v2/manage',
  component: lazyRouteComponent(() => import('../shell/integration-layout.tsx'), 'IntegrationLayout'),
})
const integrationIndexRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/integration-v2/manage/channel', replace: true })
  },
})
const channelRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/channel',
  validateSearch: (
    search: Record<string, unknown>,
  ): { readonly mode?: 'LIVE' | 'TEST'; /** A PG to add a channel of. */ readonly add?: string } => ({
    ...(search['mode'] === 'LIVE' ? { mode: 'LIVE' } : {}),
    ...(typeof search['add'] === 'string' ? { add: search['add'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../channel/channel-screen.tsx'), 'ChannelScreen'),
})
const apiKeysRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/api-keys',
  validateSearch: (search: Record<string, unknown>): { readonly version?: 'v1' | 'v2' } =>
    /^v1$/i.test(String(search['version'])) ? { version: 'v1' } : {},
  component: lazyRouteComponent(() => import('../credential/api-keys-screen.tsx'), 'ApiKeysScreen'),
})
const webhookRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/webhook',
  validateSearch: (
    search: Record<string, unknown>,
  ): { readonly version?: 'V1' | 'V2'; readonly mode?: 'LIVE' | 'TEST' } => ({
    ...(/^v1$/i.test(String(search['version'])) ? { version: 'V1' } : {}),
    ...(search['mode'] === 'LIVE' ? { mode: 'LIVE' } : {}),
  }),
  component: lazyRouteComponent(() => import('../webhook/webhook-screen.tsx'), 'WebhookScreen'),
})
const extraRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/extra',
  component: lazyRouteComponent(() => import('../call-address/extra-screen.tsx'), 'ExtraScreen'),
})
const smartRoutingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integration-v2/smart-routing',
  validateSearch: (
    search: Record<string, unknown>,
  ): { readonly mode?: 'LIVE' | 'TEST'; readonly group?: string } => ({
    ...(search['mode'] === 'LIVE' ? { mode: 'LIVE' } : {}),
    ...(typeof search['group'] === 'string' ? { group: search['group'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../channel-group/group-screen.tsx'), 'GroupScreen'),
})
const paymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments',
  validateSearch: readPaymentSearch,
  component: lazyRouteComponent(() => import('../payment/payments-screen.tsx'), 'PaymentsScreen'),
})
const paymentRoute = createRoute({
  getParentRoute: () => paymentsRoute,
  path: '/$paymentId',
  validateSearch: (search: Record<string, unknown>): { readonly tab?: 'cancel' | 'webhooks' } =>
    search['tab'] === 'cancel' || search['tab'] === 'webhooks' ? { tab: search['tab'] } : {},
  component: lazyRouteComponent(() => import('../payment/payment-drawer.tsx'), 'PaymentDrawer'),
})

const identitiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments/identity-verifications',
  validateSearch: readIdentitySearch,
  component: lazyRouteComponent(
    () => import('../identity-verification/identity-screen.tsx'),
    'IdentityScreen',
  ),
})
const identityRoute = createRoute({
  getParentRoute: () => identitiesRoute,
  path: '/$identityVerificationId',
  component: lazyRouteComponent(
    () => import('../identity-verification/identity-drawer.tsx'),
    'IdentityDrawer',
  ),
})

const promotionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/promotion',
  validateSearch: readText('promotion'),
  component: lazyRouteComponent(() => import('../promotion/promotion-screen.tsx'), 'PromotionScreen'),
})
const schedulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments/billing',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../recurring/schedules-screen.tsx'), 'SchedulesScreen'),
})
const billingKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments/billing/keys',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../recurring/billing-keys-screen.tsx'), 'BillingKeysScreen'),
})
const cashReceiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments/cash-receipts',
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => import('../cash-receipt/cash-receipts-screen.tsx'),
    'CashReceiptsScreen',
  ),
})
const reconciliationIndexRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reconciliation',
  beforeLoad: () => {
    throw redirect({ to: '/reconciliation/summary', replace: true })
  },
})
const reconciliationSummaryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reconciliation/summary',
  validateSearch: readReconciliationSearch,
  component: lazyRouteComponent(() => import('../reconciliation/summary-screen.tsx'), 'SummaryScreen'),
})
const reconciliationTransactionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reconciliation/transactions',
  validateSearch: readReconciliationSearch,
  component: lazyRouteComponent(
    () => import('../reconciliation/transactions-screen.tsx'),
    'TransactionsScreen',
  ),
})
const reconciliationVatRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reconciliation/vat',
  validateSearch: readReconciliationSearch,
  component: lazyRouteComponent(() => import('../reconciliation/vat-screen.tsx'), 'VatScreen'),
})

const checkoutRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/checkout',
  component: lazyRouteComponent(() => import('../checkout-profile/profile-screen.tsx'), 'CheckoutScreen'),
})

const merchantRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/merchant',
  validateSearch: readMerchantTab,
  component: lazyRouteComponent(() => import('../team/merchant-screen.tsx'), 'MerchantScreen'),
})
const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../audit/audit-screen.tsx'), 'AuditScreen'),
})

const myAccountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/my-account-screen.tsx'), 'MyAccountScreen'),
})
const applicationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/application',
  component: lazyRouteComponent(() => import('../application/go-on.tsx'), 'GoOn'),
})
const applicationStartRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/application/start',
  component: lazyRouteComponent(() => import('../application/start-screen.tsx'), 'StartScreen'),
})
const applicationBusinessRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/application/business',
  component: lazyRouteComponent(() => import('../application/business-screen.tsx'), 'BusinessScreen'),
})
const applicationPgRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/application/pg',
  component: lazyRouteComponent(() => import('../application/pg-screen.tsx'), 'PgScreen'),
})
const applicationStatusRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/application/status',
  component: lazyRouteComponent(() => import('../application/status-screen.tsx'), 'StatusScreen'),
})

const operatorWelcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operator/welcome',
  validateSearch: readText('token'),
  component: lazyRouteComponent(
    () => import('../operator/operator-welcome-screen.tsx'),
    'OperatorWelcomeScreen',
  ),
})
const operatorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operator',
  component: lazyRouteComponent(() => import('../operator/operator-layout.tsx'), 'OperatorLayout'),
})
const operatorListRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../operator/operator-list-screen.tsx'), 'OperatorListScreen'),
})
const operatorNoticesRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/notices',
  component: lazyRouteComponent(
    () => import('../notice/operator-notices-screen.tsx'),
    'OperatorNoticesScreen',
  ),
})
const operatorApplicationRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/applications/$merchantId',
  component: lazyRouteComponent(
    () => import('../operator/operator-application-screen.tsx'),
    'OperatorApplicationScreen',
  ),
})

const routeTree = rootRoute.addChildren([
  authRoute.addChildren([
    authIndexRoute,
    signInRoute,
    signUpRoute,
    verifyEmailRoute,
    forgotPasswordRoute,
    resetPasswordRoute,
    inviteRoute,
    changeEmailRoute,
  ]),
  mailboxRoute,
  operatorWelcomeRoute,
  operatorRoute.addChildren([operatorListRoute, operatorApplicationRoute, operatorNoticesRoute]),
  shellRoute.addChildren([
    homeRoute,
    noticesRoute,
    integrationRoute.addChildren([
      integrationIndexRoute,
      channelRoute,
      apiKeysRoute,
      webhookRoute,
      extraRoute,
    ]),
    myAccountRoute,
    smartRoutingRoute,
    paymentsRoute.addChildren([paymentRoute]),
    schedulesRoute,
    billingKeysRoute,
    cashReceiptsRoute,
    reconciliationIndexRoute,
    reconciliationSummaryRoute,
    reconciliationTransactionsRoute,
    reconciliationVatRoute,
    identitiesRoute.addChildren([identityRoute]),
    promotionRoute,
    checkoutRoute,
    applicationRoute,
    applicationStartRoute,
    applicationBusinessRoute,
    applicationPgRoute,
    applicationStatusRoute,
    auditRoute,
    merchantRoute,
  ]),
])

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultErrorComponent: ScreenFailure,
    defaultPendingComponent: ScreenPending,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}

/** A search that may hold one text. The router parses bare digits as numbers, hence the text from both. */
function readText<Name extends string>(name: Name) {
  return (search: Record<string, unknown>): { readonly [key in Name]?: string } => {
    const value = search[name]
    if (typeof value !== 'string' && typeof value !== 'number') return {}
    return { [name]: String(value) } as { readonly [key in Name]?: string }
  }
}
