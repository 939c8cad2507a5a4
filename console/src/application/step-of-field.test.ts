import { expect, test } from 'vitest'
import { problemsOf, stepOfField } from './step-of-field.ts'

test('every field of the form leads to the page on which it stands', () => {
  expect(['licence', 'representatives.0.email', 'companyName'].map(stepOfField)).toEqual([
    'business',
    'business',
    'business',
  ])
  expect(stepOfField('manager.email')).toBe('manager')
  expect(stepOfField('service.urls.2')).toBe('service')
})

test('a page shows its own problems, and the final check none', () => {
  const problems = { licence: 'a', 'manager.name': 'b', 'service.type': 'c' }
  expect(problemsOf(problems, 'manager')).toEqual({ 'manager.name': 'b' })
  expect(problemsOf(problems, 'business')).toEqual({ licence: 'a' })
  expect(problemsOf(problems, 'check')).toEqual({})
})
