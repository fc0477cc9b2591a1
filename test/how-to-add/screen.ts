/** Adds a screen that says when the shop opens again. */
import type { HowTo } from './change.ts';

const STATE = `/** The shop is closed. */
import { choiceEvents } from '../choices.ts';
import { ignores, type StateDefinition } from '../decision.ts';
import { configure, enter, goOutOfService, IDLE, refuseScan, takesScans } from '../transitions.ts';

export const closingTime: StateDefinition<'closingTime'> = {
  screen: ({ state }) => ({ kind: state.kind, opensAt: state.opensAt }),
  on: {
    touch: 'alive',
    pressed: 'alive',
    ...choiceEvents,
    ...takesScans(refuseScan),
    ready: (machine, event) => enter(configure(machine, event).machine, IDLE),
    wentOutOfService: goOutOfService,
    ...ignores('exits', 'lookUp', 'balance', 'keypad', 'typing', 'amount', 'confirm', 'receipt', 'overlay'),
    ...ignores('staffEntry', 'pin', 'teaching', 'connection', 'answers', 'timers'),
  },
};
`;

const PRESENTATION = `/** The shop is closed; the screen says when it opens. */
import { m } from '../../messages/generated/messages.js';
import { AWAY } from '../../presentation/card-place.ts';
import { line, type ScreenPresentation } from '../../presentation/presentation.ts';

export const closingTime = {
  exits: [],
  sound: null,
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: () => AWAY,
  content({ screen: { opensAt } }) {
    const heading = m.closing_time_heading();
    const body = m.closing_time_body({ opensAt });
    return { heading, body, lines: [line(heading), line(body)], actions: [] };
  },
} satisfies ScreenPresentation<'closingTime'>;
`;

const COMPONENT = `<!-- The shop is closed. -->
<script lang="ts">
  import ScreenLayout from '../../components/ScreenLayout.svelte';
  import { forEyes } from '../../presentation/medium.ts';
  import type { ScreenProps } from '../../presentation/screen-props.ts';
  import { closingTime } from './closing-time.ts';

  const { screen, view }: ScreenProps<'closingTime'> = $props();
  const shown = $derived(closingTime.content({ screen, view, medium: forEyes(view) }));
</script>

<ScreenLayout heading={shown.heading} hasCard={false}>
  {#snippet hero()}
    <p>{shown.body}</p>
  {/snippet}
</ScreenLayout>
`;

export const screen: HowTo = {
  heading: 'A screen',
  placeholders: { '<name>': 'closing-time', '<Name>': 'ClosingTime' },
  declaration: 'src/shared/contract.ts',
  incomplete: [
    'src/main/session/state.ts',
    'src/main/session/table.ts',
    'src/renderer/screens/index.ts',
  ],
  changes: {
    'src/shared/contract.ts': {
      kind: 'insert',
      lines: [
        {
          after: "v.strictObject({ kind: v.literal('starting') }),",
          line: "  v.strictObject({ kind: v.literal('closingTime'), opensAt: textSchema }),",
        },
      ],
    },
    'src/main/session/state.ts': {
      kind: 'insert',
      lines: [
        { after: "starting: 'closed',", line: "  closingTime: 'closed'," },
        { after: 'starting: object;', line: '  closingTime: { opensAt: string };' },
      ],
    },
    'src/main/session/states/closing-time.ts': { kind: 'create', text: STATE },
    'src/main/session/table.ts': {
      kind: 'insert',
      lines: [
        {
          after: "from './states/closed.ts';",
          line: "import { closingTime } from './states/closing-time.ts';",
        },
        { after: '  starting,', line: '  closingTime,' },
      ],
    },
    'src/renderer/screens/closing-time/closing-time.ts': { kind: 'create', text: PRESENTATION },
    'src/renderer/screens/closing-time/ClosingTime.svelte': { kind: 'create', text: COMPONENT },
    'src/renderer/screens/index.ts': {
      kind: 'insert',
      lines: [
        {
          after: "from './card-problem/card-problem.ts';",
          line: "import ClosingTime from './closing-time/ClosingTime.svelte';\nimport { closingTime } from './closing-time/closing-time.ts';",
        },
        {
          after: 'starting: { Screen: Starting,',
          line: '  closingTime: { Screen: ClosingTime, presentation: closingTime },',
        },
      ],
    },
    'src/renderer/messages/*.json': {
      kind: 'insert',
      lines: [
        {
          after: '"starting_heading"',
          line: '  "closing_time_heading": "Closed",\n  "closing_time_body": "{opensAt}",',
        },
      ],
    },
  },
};
