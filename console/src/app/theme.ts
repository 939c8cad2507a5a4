import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'
import { createTheme } from '@mantine/core'

/** The river at dusk: the colour of the product. */
const river: MantineColorsTuple = [
  '#e9f5f6',
  '#d4e9ec',
  '#a9d3d9',
  '#7abbc5',
  '#4f9fac',
  '#297886',
  '#196c7d',
  '#0c5264',
  '#094454',
  '#063341',
]

/** The lantern of the landing: everything that is a test. */
const lantern: MantineColorsTuple = [
  '#fdf4e3',
  '#fae6c3',
  '#f5d08d',
  '#f2b45a',
  '#e89a2e',
  '#cf7f14',
  '#a8630a',
  '#8a4f06',
  '#6c3d05',
  '#4d2b03',
]

/** The greys of the dark theme, tinted like the water. */
const dark: MantineColorsTuple = [
  '#e3edef',
  '#b9c9cc',
  '#9db3b8',
  '#6f868b',
  '#33484d',
  '#25373b',
  '#16262a',
  '#121f22',
  '#0e191b',
  '#0b1416',
]

export const theme = createTheme({
  colors: { river, lantern, dark },
  primaryColor: 'river',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '18px' },
  fontFamily:
    "'Pretendard Variable', Pretendard, -apple-system, 'Apple SD Gothic Neo', 'Malgun Gothic', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, 'Cascadia Mono', Consolas, monospace",
  headings: {
    fontWeight: '700',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.35' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
})

/** Ground, paper and ink. Both themes keep at least 4.5:1 for text on paper and on ground. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--naru-ground': '#f3f7f7',
    '--naru-paper': '#ffffff',
    '--naru-line': '#d9e3e5',
    '--naru-quiet': '#eef4f5',
    '--naru-strong': '#0c5264',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#13262b',
    '--mantine-color-dimmed': '#50666c',
    '--mantine-color-placeholder': '#6a7e84',
    '--mantine-color-default-border': '#c6d4d7',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#0c5264',
    '--mantine-color-river-light': '#e4f1f3',
    '--mantine-color-river-light-hover': '#d8eaed',
    '--mantine-color-red-light': '#fdeeec',
    '--mantine-color-red-light-color': '#b42318',
    '--mantine-color-lantern-light': '#fdf4e3',
    '--mantine-color-teal-light': '#e3f5ec',
    '--mantine-color-teal-light-color': '#0b5c3f',
  },
  dark: {
    '--naru-ground': '#0b1416',
    '--naru-paper': '#121f22',
    '--naru-line': '#25373b',
    '--naru-quiet': '#182a2e',
    '--naru-strong': '#8fd0d6',
    '--mantine-color-body': '#121f22',
    '--mantine-color-text': '#e3edef',
    '--mantine-color-dimmed': '#9db3b8',
    '--mantine-color-placeholder': '#82989d',
    '--mantine-color-default': '#16262a',
    '--mantine-color-default-hover': '#1c3035',
    '--mantine-color-default-border': '#33484d',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-anchor': '#8fd0d6',
    '--mantine-color-river-light': '#17333a',
    '--mantine-color-river-light-hover': '#1c3d45',
    '--mantine-color-river-light-color': '#a9d3d9',
    '--mantine-color-red-light': '#331a18',
    '--mantine-color-red-light-color': '#ffb0a8',
    '--mantine-color-lantern-light': '#2f2410',
    '--mantine-color-lantern-light-color': '#f5d08d',
    '--mantine-color-teal-light': '#10301f',
    '--mantine-color-teal-light-color': '#8fe0b8',
  },
})
