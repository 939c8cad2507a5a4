import type {
  EmailBody,
  ResetPasswordBody,
  SignInBody,
  SignUpBody,
  TokenBody,
  VerifiedEmail,
} from '@naru/server/wire/console'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export const signUp = (body: SignUpBody) =>
  request<{ readonly email: string }>('POST', apiPath`sign-up`, body)
export const signIn = (body: SignInBody) => request<object>('POST', apiPath`sign-in`, body)
export const signOut = () => request<object>('POST', apiPath`sign-out`)
export const sendVerificationMail = (body: EmailBody) =>
  request<object>('POST', apiPath`verification-mail`, body)
export const sendPasswordMail = (body: EmailBody) => request<object>('POST', apiPath`password/forgot`, body)
export const verifyEmail = (body: TokenBody) => request<VerifiedEmail>('POST', apiPath`verify-email`, body)
export const resetPassword = (body: ResetPasswordBody) =>
  request<object>('POST', apiPath`password/reset`, body)
