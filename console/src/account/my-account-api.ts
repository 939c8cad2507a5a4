import type {
  AccountView,
  AddPasskeyBody,
  ChangedEmail,
  ChangeEmailBody,
  ChangePasswordBody,
  CodeBody,
  MarketingBody,
  NamePasskeyBody,
  PasskeyAnswerBody,
  PasskeyOptions,
  PasskeyView,
  PasswordBody,
  RecoveryCodes,
  SecondStepBody,
  SessionView,
  TwoFactorSetUp,
  WithdrawalView,
  WithdrawBody,
} from '@naru/server/wire/console-account'
import { queryOptions } from '@tanstack/react-query'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: () => request<AccountView>('GET', apiPath`account`),
})
export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: () => request<{ readonly items: readonly SessionView[] }>('GET', apiPath`account/sessions`),
})
export const withdrawalQuery = queryOptions({
  queryKey: ['account', 'withdrawal'],
  queryFn: () => request<WithdrawalView>('GET', apiPath`account/withdrawal`),
  staleTime: 0,
})

export const completeSecondStep = (body: SecondStepBody) =>
  request<object>('POST', apiPath`sign-in/second-step`, body)
export const passkeyRequestOptions = () => request<PasskeyOptions>('POST', apiPath`sign-in/passkey/options`)
export const signInWithPasskey = (body: PasskeyAnswerBody) =>
  request<object>('POST', apiPath`sign-in/passkey`, body)

export const beginTwoFactor = (body: PasswordBody) =>
  request<TwoFactorSetUp>('POST', apiPath`account/two-factor`, body)
export const confirmTwoFactor = (body: CodeBody) =>
  request<RecoveryCodes>('POST', apiPath`account/two-factor/confirm`, body)
export const renewRecoveryCodes = (body: PasswordBody) =>
  request<RecoveryCodes>('POST', apiPath`account/two-factor/recovery-codes`, body)
export const removeTwoFactor = (body: PasswordBody) =>
  request<object>('POST', apiPath`account/two-factor/remove`, body)

export const passkeyCreationOptions = (body: PasswordBody) =>
  request<PasskeyOptions>('POST', apiPath`account/passkeys/options`, body)
export const addPasskey = (body: AddPasskeyBody) =>
  request<PasskeyView>('POST', apiPath`account/passkeys`, body)
export const renamePasskey = (passkeyId: string, body: NamePasskeyBody) =>
  request<object>('PATCH', apiPath`account/passkeys/${passkeyId}`, body)
export const removePasskey = (passkeyId: string, body: PasswordBody) =>
  request<object>('POST', apiPath`account/passkeys/${passkeyId}/remove`, body)

export const endSession = (sessionId: string) =>
  request<object>('DELETE', apiPath`account/sessions/${sessionId}`)
export const endOtherSessions = () => request<object>('POST', apiPath`account/sessions/end-others`)

export const requestEmailChange = (body: ChangeEmailBody) =>
  request<object>('POST', apiPath`account/email`, body)
export const dropEmailChange = () => request<object>('DELETE', apiPath`account/email`)
export const confirmEmailChange = (token: string) =>
  request<ChangedEmail>('POST', apiPath`account/email/confirm`, { token })
export const changePassword = (body: ChangePasswordBody) =>
  request<object>('POST', apiPath`account/password`, body)
export const setMarketing = (body: MarketingBody) => request<object>('PUT', apiPath`account/marketing`, body)
export const withdraw = (body: WithdrawBody) => request<object>('POST', apiPath`account/withdrawal`, body)
