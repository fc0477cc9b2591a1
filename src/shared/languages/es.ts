import type { LanguageDefinition } from './language.ts';

export const es: LanguageDefinition = {
  name: 'Español',
  shortName: 'Esp',
  locale: 'es-ES',
  elsewhere: {
    text: 'Este terminal está abierto en otra ventana',
    button: 'Mostrar aquí',
  },
  receipt: {
    title: 'Recibo',
    proof: 'Justificante',
    moment: 'Fecha',
    paid: 'Pagado',
    notCompleted: 'Pago no completado',
    left: 'Saldo restante',
    card: 'Tarjeta',
    reference: 'Referencia',
    kept: 'Pagado sin conexión: este terminal guarda el pago y lo enviará en cuanto pueda.',
    notConfirmed:
      'Este terminal no ha podido confirmar este pago. Si se ha cobrado algo, el personal lo encontrará con la referencia.',
    demo: 'Demo. No es dinero real.',
  },
};
