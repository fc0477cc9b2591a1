/** The page's entry: listens to the kiosk, and draws what it says. */
import './look/theme.css';
import './look/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './session.svelte.ts';

session.listen(window.kiosk);
mount(App, { target: document.body });
