import type { Role } from './console.ts'

/** Accounts (관리자 계정), invitations and emergency contacts. Types only. */

/** Every role but the Owner's, who signed up himself. */
export type InvitableRole = Exclude<Role, 'OWNER'>

/**
 * `GET /console/api/members` → MemberList. Roles of one store see the accounts of that store only.
 * `POST /console/api/members` (InviteMemberBody) → MemberView; mails a link to `/auth/invite?token=`.
 * `PATCH /console/api/members/{memberId}` (UpdateMemberBody) → MemberView ·
 * `DELETE …/{memberId}` → `{}` · `POST …/{memberId}/invitation` → MemberView; mails a new link, the former one dies.
 *
 * 403 RoleNotManageableError; 409 AdminLimitReachedError, DevLimitReachedError, StaleVersionError, OwnerCannotBeChangedError,
 * OwnAccountCannotBeChangedError, InvitationAcceptedError; 404 MemberNotFoundError; 422 InvalidRequestError,
 * EmailAlreadyExistsError; 429 TooManyAttemptsError.
 */
export interface MemberView {
  readonly memberId: string
  readonly email: string
  readonly role: Role
  /** Set for the two store roles. */
  readonly store?: { readonly storeId: string; readonly name: string }
  readonly memo: string
  /** Excel download, given to this account; `true` too where the role includes it. */
  readonly mayExport: boolean
  readonly status: 'ACTIVE' | 'INVITED' | 'INVITATION_EXPIRED'
  readonly invitationExpiresAt?: string
  readonly createdAt: string
  readonly rowVersion: number
  readonly isSelf: boolean
  /** Whether the caller may edit and delete it. */
  readonly manageable: boolean
}
export interface MemberList {
  readonly items: readonly MemberView[]
  /** Roles that the caller may give. Empty: he manages no accounts. */
  readonly assignableRoles: readonly InvitableRole[]
}
export interface InviteMemberBody {
  readonly email: string
  readonly role: InvitableRole
  /** Required for the two store roles, a sub-store. */
  readonly storeId?: string
  readonly memo: string
  /** Counts for READ_ONLY and STORE_READ_ONLY. */
  readonly mayExport: boolean
}
export interface UpdateMemberBody {
  readonly role: InvitableRole
  readonly storeId?: string
  readonly memo: string
  readonly mayExport: boolean
  readonly rowVersion: number
}

/**
 * `POST /console/api/invitation` (TokenBody) → InvitationView, no session needed.
 * `POST /console/api/invitation/accept` (AcceptInvitationBody) → `{ email }`.
 * 404 LinkInvalidError, 410 InvitationExpiredError, 410 InvitationUsedError; 422 for the password, EmailAlreadyExistsError.
 */
export interface InvitationView {
  readonly email: string
  readonly merchantName: string
  readonly role: Role
  readonly storeName?: string
  readonly expiresAt: string
}
export interface AcceptInvitationBody {
  readonly token: string
  readonly password: string
}

/**
 * `GET /console/api/emergency-contacts` → `{ items }` · `POST` (EmergencyContactBody) → EmergencyContact
 * `PUT …/{contactId}` → EmergencyContact · `DELETE …/{contactId}` → `{}`. Owner and Admin only; at most ten.
 */
export interface EmergencyContactBody {
  readonly name: string
  /** Digits only. */
  readonly phone: string
  readonly email: string
}
export interface EmergencyContact extends EmergencyContactBody {
  readonly contactId: string
}
