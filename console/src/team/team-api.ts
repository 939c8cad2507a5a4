import type { CreateStoreBody, StoreView, UpdateStoreBody } from '@naru/server/wire/console-store'
import type {
  AcceptInvitationBody,
  EmergencyContact,
  EmergencyContactBody,
  InvitationView,
  InviteMemberBody,
  MemberList,
  MemberView,
  UpdateMemberBody,
} from '@naru/server/wire/console-team'
import { queryOptions } from '@tanstack/react-query'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: () => request<MemberList>('GET', apiPath`members`),
})
export const inviteMember = (body: InviteMemberBody) => request<MemberView>('POST', apiPath`members`, body)
export const updateMember = (memberId: string, body: UpdateMemberBody) =>
  request<MemberView>('PATCH', apiPath`members/${memberId}`, body)
export const deleteMember = (memberId: string) => request<object>('DELETE', apiPath`members/${memberId}`)
export const resendInvitation = (memberId: string) =>
  request<MemberView>('POST', apiPath`members/${memberId}/invitation`)

export const storesQuery = queryOptions({
  queryKey: ['stores'],
  queryFn: async () =>
    (await request<{ readonly items: readonly StoreView[] }>('GET', apiPath`stores`)).items,
})
export const createStore = (body: CreateStoreBody) => request<StoreView>('POST', apiPath`stores`, body)
export const updateStore = (storeId: string, body: UpdateStoreBody) =>
  request<StoreView>('PATCH', apiPath`stores/${storeId}`, body)
export const deleteStore = (storeId: string) => request<object>('DELETE', apiPath`stores/${storeId}`)

export const contactsQuery = queryOptions({
  queryKey: ['emergency-contacts'],
  queryFn: async () =>
    (await request<{ readonly items: readonly EmergencyContact[] }>('GET', apiPath`emergency-contacts`))
      .items,
})
export const addContact = (body: EmergencyContactBody) =>
  request<EmergencyContact>('POST', apiPath`emergency-contacts`, body)
export const changeContact = (contactId: string, body: EmergencyContactBody) =>
  request<EmergencyContact>('PUT', apiPath`emergency-contacts/${contactId}`, body)
export const deleteContact = (contactId: string) =>
  request<object>('DELETE', apiPath`emergency-contacts/${contactId}`)

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => request<InvitationView>('POST', apiPath`invitation`, { token }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
export const acceptInvitation = (body: AcceptInvitationBody) =>
  request<{ readonly email: string }>('POST', apiPath`invitation/accept`, body)
