export const businessSteps = ['business', 'manager', 'service', 'check'] as const
export type BusinessStep = (typeof businessSteps)[number]

/** On which page of the form a field stands. */
export function stepOfField(field: string): Exclude<BusinessStep, 'check'> {
  if (field.startsWith('manager.')) return 'manager'
  return field.startsWith('service.') ? 'service' : 'business'
}

/** The problems of one page. */
export function problemsOf(
  problems: Readonly<Record<string, string>>,
  step: BusinessStep,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => stepOfField(field) === step))
}
