import type {
  ApplicationEvent,
  BusinessInfo,
  ContractState,
  ContractView,
  LicenceView,
} from './console-application.ts'

/**
 * The operator's API, below `/operator/api` on the console listener. An operator (운영자) runs the installation and
 * belongs to no merchant. Own cookie, own sessions. Without an operator's session every route except `sign-in` and
 * `welcome` answers 404, whoever asks: merchants cannot tell that there is anything. Types only.
 *
 * `POST /operator/api/sign-in` (OperatorSignInBody) → `{}` · `POST …/sign-out` → `{}`
 * `POST …/welcome` (`{ token, password }`) → `{}`: sets the password; the link works once
 * `GET …/me` → OperatorMe
 * `GET …/applications?state=&pg=&search=&cursor=` → OperatorPage, newest change first
 * `GET …/applications/{merchantId}` → OperatorApplication · `GET …/applications/{merchantId}/licence` → the file
 * `POST …/applications/{merchantId}/contracts/{contractId}/move` (MoveBody) → OperatorApplication
 * `POST …/applications/{merchantId}/notes` (`{ text }`) → OperatorApplication
 */
export interface OperatorSignInBody {
  readonly email: string
  readonly password: string
}
export interface OperatorMe {
  readonly email: string
}
export interface OperatorRow {
  readonly merchantId: string
  readonly merchantName: string
  readonly companyName: string
  readonly registrationNumber: string
  readonly contracts: readonly {
    readonly pg: string
    readonly pgNameKo: string
    readonly pgNameEn: string
    readonly state: ContractState
  }[]
  readonly changedAt: string
}
export interface OperatorPage {
  readonly items: readonly OperatorRow[]
  readonly nextCursor?: string
}
export interface OperatorContract extends ContractView {
  /** Where this contract may go from here. */
  readonly moves: readonly ContractState[]
  /** Answers to the PG's own questions. */
  readonly extra: readonly {
    readonly labelKo: string
    readonly labelEn: string
    readonly answerKo: string
    readonly answerEn: string
  }[]
}
export interface OperatorApplication {
  readonly merchantId: string
  readonly merchantName: string
  readonly submittedAt?: string
  readonly info?: BusinessInfo
  readonly licence?: LicenceView
  readonly contracts: readonly OperatorContract[]
  readonly events: readonly ApplicationEvent[]
}
export interface MoveBody {
  readonly to: ContractState
  /** Needed when the application is rejected; the merchant reads it. */
  readonly text?: string
  readonly rowVersion: number
}
