import type { LanguageDefinition } from './language.ts';

export const es: LanguageDefinition = {
  name: 'Español',
  shortName: 'Esp',
  locale: 'es-ES',
  receipt: {
    title: 'Recibo',
    moment: 'Fecha',
    paid: 'Pagado',
    left: 'Saldo restante',
    card: 'Tarjeta',
    reference: 'Referencia',
    kept: 'Pagado sin conexión: este terminal guarda el pago y lo enviará en cuanto pueda.',
    demo: 'Demo. No es dinero real.',
  },
};
