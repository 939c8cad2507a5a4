import { Type, type Static } from 'typebox'
import { present } from '../foundation/present.ts'

const text = Type.Optional(Type.String({ maxLength: 500 }))

/** REST V2 `CustomerInput`. */
export const customerInput = Type.Object({
  id: text,
  name: Type.Optional(
    Type.Object({
      full: text,
      separated: Type.Optional(Type.Object({ first: Type.String(), last: Type.String() })),
    }),
  ),
  birthYear: text,
  birthMonth: text,
  birthDay: text,
  country: text,
  gender: Type.Optional(Type.Union([Type.Literal('MALE'), Type.Literal('FEMALE'), Type.Literal('OTHER')])),
  email: text,
  phoneNumber: text,
  address: Type.Optional(
    Type.Object({
      addressLine1: Type.String(),
      addressLine2: Type.String(),
      city: text,
      province: text,
      country: text,
    }),
  ),
  zipcode: text,
  businessRegistrationNumber: text,
})

/** A buyer as every capability keeps him: REST V2 `Customer` with its name in one piece. */
export interface Customer {
  readonly id?: string
  readonly name?: string
  readonly email?: string
  readonly phoneNumber?: string
  readonly firstNameKana?: string
  readonly lastNameKana?: string
  readonly birthYear?: string
  readonly birthMonth?: string
  readonly birthDay?: string
  readonly gender?: string
  readonly zipcode?: string
  readonly address?: {
    readonly country?: string
    readonly addressLine1: string
    readonly addressLine2: string
    readonly city?: string
    readonly province?: string
  }
}

/** The input carries the name whole or in two parts; it is kept as one text, family name first. */
export function toCustomer(input: Static<typeof customerInput> | undefined): Customer {
  if (input === undefined) return {}
  const { name, address } = input
  const separated = name?.separated
  return {
    ...present('id', input.id),
    ...present(
      'name',
      name?.full ?? (separated === undefined ? undefined : `${separated.last} ${separated.first}`.trim()),
    ),
    ...present('email', input.email),
    ...present('phoneNumber', input.phoneNumber),
    ...present('birthYear', input.birthYear),
    ...present('birthMonth', input.birthMonth),
    ...present('birthDay', input.birthDay),
    ...present('gender', input.gender),
    ...present('zipcode', input.zipcode),
    ...(address === undefined
      ? {}
      : {
          address: {
            addressLine1: address.addressLine1,
            addressLine2: address.addressLine2,
            ...present('city', address.city),
            ...present('province', address.province),
            ...present('country', address.country),
          },
        }),
  }
}

/** The same person in the words of the gateway port. */
export function toGatewayCustomer(customer: Customer) {
  return {
    ...present('customerId', customer.id),
    ...present('fullName', customer.name),
    ...present('email', customer.email),
    ...present('phoneNumber', customer.phoneNumber),
  }
}

/** REST V2 `Customer`; absent members are left out. */
export function customerView(customer: Customer): Record<string, unknown> {
  const { address } = customer
  return {
    ...present('id', customer.id),
    ...present('name', customer.name),
    ...present('birthYear', customer.birthYear),
    ...present('birthMonth', customer.birthMonth),
    ...present('birthDay', customer.birthDay),
    ...present('gender', customer.gender),
    ...present('email', customer.email),
    ...present('phoneNumber', customer.phoneNumber),
    ...(address === undefined
      ? {}
      : {
          address: {
            type: 'SEPARATED',
            oneLine: [address.addressLine1, address.addressLine2].join(' ').trim(),
            addressLine1: address.addressLine1,
            addressLine2: address.addressLine2,
            ...present('city', address.city),
            ...present('province', address.province),
            ...present('country', address.country),
          },
        }),
    ...present('zipcode', customer.zipcode),
  }
}
