/**
 * Marks an input as required. The star is drawn by the style sheet and not written into the label, so that the
 * field's accessible name stays the label alone.
 */
export const requiredField = {
  required: true,
  withAsterisk: false,
  labelProps: { 'data-starred': true },
} as const
