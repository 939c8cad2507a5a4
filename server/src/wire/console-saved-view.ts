/**
 * Of the signed-in person, whatever store is chosen.
 * `GET /console/api/saved-views/{list}` → `{ items: SavedView[] }`, by name · `POST` (SaveViewBody) → SavedView
 * `PUT …/{viewId}` (ChangeViewBody) → SavedView · `DELETE …/{viewId}` → `{}`.
 * 422 `fields.name`; 409 SavedViewNameTakenError, TooManySavedViewsError, StaleVersionError; 404 SavedViewNotFoundError.
 */
export interface SavedView {
  readonly viewId: string
  readonly name: string
  /** As the list's own screen writes and reads them. */
  readonly filters: Readonly<Record<string, unknown>>
  /** Keys of the shown columns, in their order. */
  readonly columns: readonly string[]
  readonly isDefault: boolean
  readonly rowVersion: number
}
export interface SaveViewBody {
  readonly name: string
  readonly filters: Readonly<Record<string, unknown>>
  readonly columns: readonly string[]
  readonly isDefault: boolean
}
export interface ChangeViewBody extends SaveViewBody {
  readonly rowVersion: number
}
