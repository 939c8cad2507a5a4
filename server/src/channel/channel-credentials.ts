import { Secret } from '../foundation/secret.ts'
import type { Vault } from '../foundation/sealing.ts'
import { credentialsPlace, type Channel } from './channel.ts'

/** Form values by field key (`mid`, `secretKey`, …). Never log them. */
export type CredentialValues = Readonly<Record<string, string>>

/** Seals all form values as one text, so that not even their number shows. */
export function sealCredentials(
  vault: Vault,
  channel: Pick<Channel, 'storeId' | 'channelKey'>,
  values: CredentialValues,
): Promise<string> {
  return vault.seal(credentialsPlace(channel.storeId, channel.channelKey), new Secret(JSON.stringify(values)))
}

/** Opens what `sealCredentials` sealed for this very channel. */
export async function openCredentials(
  vault: Vault,
  channel: Pick<Channel, 'storeId' | 'channelKey' | 'credentialsSealed'>,
): Promise<CredentialValues> {
  const opened = await vault.open(
    credentialsPlace(channel.storeId, channel.channelKey),
    channel.credentialsSealed,
  )
  return readValues(JSON.parse(opened.open()))
}

function readValues(parsed: unknown): CredentialValues {
  if (typeof parsed !== 'object' || parsed === null) throw new Error('sealed credentials are not an object')
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
