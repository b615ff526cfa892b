import { mount } from 'svelte'
import App from './App.svelte'
import './theme/page.css'
import './theme/print.css'
import { language } from './messages'
import { applyTheme } from './theme/theme.svelte'

document.documentElement.lang = language
applyTheme()
mount(App, { target: document.getElementById('page')! })
