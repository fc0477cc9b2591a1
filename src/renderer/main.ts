/** The page's entry: listens to the kiosk, and draws what it says. */
import './look/theme.css';
import './look/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { overwriteGetLocale } from './messages/generated/runtime.js';
import { session } from './session.svelte.ts';

// Read inside the templates, so a view in another language draws every word again.
overwriteGetLocale(() => session.view?.language ?? 'en');
session.listen(window.kiosk);
mount(App, { target: document.body });
