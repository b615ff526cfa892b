// The reader's own choice of light or dark; kept in this browser, never in the address.
export type Theme = 'system' | 'light' | 'dark'
export const THEMES: Theme[] = ['system', 'light', 'dark']

const KEY = 'detente-theme'

function stored(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

export const theme = $state({ chosen: stored(), drawn: 0 })

/** Puts the chosen theme on the document. */
export function applyTheme() {
  const root = document.documentElement
  if (theme.chosen === 'system') delete root.dataset.theme
  else root.dataset.theme = theme.chosen
  theme.drawn++
}

export function chooseTheme(next: Theme) {
  theme.chosen = next
  try {
    if (next === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, next)
  } catch {
    // A browser without storage forgets the choice; nothing else depends on it.
  }
  applyTheme()
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => theme.drawn++)

/** The value of a colour of the theme, for what cannot read CSS variables. Follows the theme. */
export function colour(name: string): string {
  void theme.drawn
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()
}
