/** The entry point of the page: receives the views from the kiosk and draws them. */
import './theme/theme.css';
import './theme/skeleton.css';
import './theme/large-text.css';
import './theme/base.css';
import './theme/forced-colors.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './session.svelte.ts';

session.listen(window.kiosk);
mount(App, { target: document.body });
