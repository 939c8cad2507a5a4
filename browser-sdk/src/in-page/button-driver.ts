import type { UiDrawing } from '@naru/server/wire/checkout'
import { drawPaypalButtons } from './paypal-buttons.ts'

/** What a PG's button asks of whoever drew it, V1's script or V2's. */
export interface ButtonEvents {
  /** The buyer pressed: prepare an attempt and answer with the token that the PG waits for. A rejection stops the press. */
  ask(): Promise<string>
  /** The buyer approved at the PG; the fields go to the server as the PG's return. */
  approved(fields: Readonly<Record<string, string>>): Promise<void>
  /** The buyer closed the PG's window. */
  cancelled(): Promise<void>
  /** The PG's script failed, or `ask` was rejected. */
  failed(error: unknown): Promise<void>
}

/** Draws the PG's button into the element, by the one driver that its kind needs. Rejects when it cannot be drawn. */
export async function drawButton(
  drawing: UiDrawing,
  element: HTMLElement,
  events: ButtonEvents,
): Promise<void> {
  switch (drawing.kind) {
    case 'paypal-buttons':
      return drawPaypalButtons(drawing, element, events)
  }
}
