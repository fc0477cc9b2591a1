/** The entry of the page: listens to the kiosk and draws its views. */
import './theme/theme.css';
import './theme/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './session.svelte.ts';

session.listen(window.kiosk);
mount(App, { target: document.body });
