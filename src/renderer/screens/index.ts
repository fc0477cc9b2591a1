/**
 * Every screen: the component that draws it, and its description as data. To add a screen, add a folder with these two
 * files, and its line here. If the contract has a screen that is missing here, this file does not compile.
 */
import type { Component } from 'svelte';
import type { View } from '../../shared/contract.ts';
import type { CardPlace } from '../presentation/card-place.ts';
import type { Medium } from '../presentation/medium.ts';
import type {
  Content,
  DialogContent,
  ScreenPresentation,
  ScreenTraits,
} from '../presentation/presentation.ts';
import type { ScreenKind, ScreenProps, Screens } from '../presentation/screen-props.ts';
import Amount from './amount/Amount.svelte';
import { amount } from './amount/amount.ts';
import Balance from './balance/Balance.svelte';
import { balance } from './balance/balance.ts';
import CardProblem from './card-problem/CardProblem.svelte';
import { cardProblem } from './card-problem/card-problem.ts';
import Confirm from './confirm/Confirm.svelte';
import { confirm } from './confirm/confirm.ts';
import Identifying from './identifying/Identifying.svelte';
import { identifying } from './identifying/identifying.ts';
import Idle from './idle/Idle.svelte';
import { idle } from './idle/idle.ts';
import LookUpProblem from './look-up-problem/LookUpProblem.svelte';
import { lookUpProblem } from './look-up-problem/look-up-problem.ts';
import NotCompleted from './not-completed/NotCompleted.svelte';
import { notCompleted } from './not-completed/not-completed.ts';
import NotPaid from './not-paid/NotPaid.svelte';
import { notPaid } from './not-paid/not-paid.ts';
import OutOfService from './out-of-service/OutOfService.svelte';
import { outOfService } from './out-of-service/out-of-service.ts';
import Paid from './paid/Paid.svelte';
import { paid } from './paid/paid.ts';
import Paying from './paying/Paying.svelte';
import { paying } from './paying/paying.ts';
import StaffReaders from './staff-readers/StaffReaders.svelte';
import { staffReaders } from './staff-readers/staff-readers.ts';
import StaffSignIn from './staff-sign-in/StaffSignIn.svelte';
import { staffSignIn } from './staff-sign-in/staff-sign-in.ts';
import Starting from './starting/Starting.svelte';
import { starting } from './starting/starting.ts';

interface ScreenDefinition<Kind extends ScreenKind> {
  Screen: Component<ScreenProps<Kind>>;
  presentation: ScreenPresentation<Kind>;
}

export const SCREENS: { readonly [Kind in ScreenKind]: ScreenDefinition<Kind> } = {
  starting: { Screen: Starting, presentation: starting },
  outOfService: { Screen: OutOfService, presentation: outOfService },
  idle: { Screen: Idle, presentation: idle },
  identifying: { Screen: Identifying, presentation: identifying },
  cardProblem: { Screen: CardProblem, presentation: cardProblem },
  lookUpProblem: { Screen: LookUpProblem, presentation: lookUpProblem },
  balance: { Screen: Balance, presentation: balance },
  amount: { Screen: Amount, presentation: amount },
  confirm: { Screen: Confirm, presentation: confirm },
  paying: { Screen: Paying, presentation: paying },
  paid: { Screen: Paid, presentation: paid },
  notPaid: { Screen: NotPaid, presentation: notPaid },
  notCompleted: { Screen: NotCompleted, presentation: notCompleted },
  staffSignIn: { Screen: StaffSignIn, presentation: staffSignIn },
  staffReaders: { Screen: StaffReaders, presentation: staffReaders },
};

export function traitsOf(kind: ScreenKind): ScreenTraits {
  return SCREENS[kind].presentation;
}

export function cardPlaceOf(view: View): CardPlace {
  return presentationOf(view).cardPlace();
}

export function contentOf(view: View, medium: Medium): Content {
  return presentationOf(view).content(medium);
}

/** The dialog that belongs to the screen, such as the receipt. Null if there is none. */
export function screenDialogOf(view: View, medium: Medium): DialogContent | null {
  return presentationOf(view).dialog(medium);
}

interface CurrentPresentation {
  cardPlace: () => CardPlace;
  content: (medium: Medium) => Content;
  dialog: (medium: Medium) => DialogContent | null;
}

function presentationOf(view: View): CurrentPresentation {
  return bind(view.screen.kind, view.screen, view);
}

function bind<Kind extends ScreenKind>(
  kind: Kind,
  screen: Screens[Kind],
  view: View,
): CurrentPresentation {
  const { cardPlace, content, dialog }: ScreenPresentation<Kind> = SCREENS[kind].presentation;
  return {
    cardPlace: () => cardPlace(screen, view),
    content: (medium) => content({ screen, view, medium }),
    dialog: (medium) => dialog?.({ screen, view, medium }) ?? null,
  };
}
