import { fileTypeFromBuffer } from 'file-type'
import { countPdfPages } from './count-pdf-pages.ts'
import { countTiffPages } from './count-tiff-pages.ts'

/** Far more than a scanned page needs. */
export const licenceBytesMax = 10_000_000

export type LicenceMediaType = 'image/jpeg' | 'image/png' | 'image/tiff' | 'application/pdf'

export type InspectedLicence =
  | { readonly kind: 'good'; readonly mediaType: LicenceMediaType }
  | {
      readonly kind: 'refused'
      readonly type: 'LicenceKindError' | 'LicencePagesError' | 'LicenceUnreadableError'
    }

/** Looks at the content of an uploaded licence. The name and the declared type are a client's claims and play no part. */
export async function inspectLicence(content: Uint8Array): Promise<InspectedLicence> {
  const found = await fileTypeFromBuffer(content)
  switch (found?.mime) {
    case 'image/jpeg':
    case 'image/png':
      return { kind: 'good', mediaType: found.mime }
    case 'image/tiff':
      return judge(found.mime, countTiffPages(content))
    case 'application/pdf':
      return judge(found.mime, await countPdfPages(content))
    default:
      return { kind: 'refused', type: 'LicenceKindError' }
  }
}

function judge(mediaType: LicenceMediaType, pages: number | undefined): InspectedLicence {
  if (pages === undefined || pages === 0) return { kind: 'refused', type: 'LicenceUnreadableError' }
  return pages === 1 ? { kind: 'good', mediaType } : { kind: 'refused', type: 'LicencePagesError' }
}
