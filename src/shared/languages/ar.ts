import type { LanguageDefinition } from './language.ts';

export const ar: LanguageDefinition = {
  name: 'العربية',
  shortName: 'عربي',
  // CLDR's digits for the Gulf are 0 to 9. The keypad, the card and the shop's prices have these digits, so an amount
  // reads as it was typed. People who use ٠ to ٩ can read these too.
  locale: 'ar-AE-u-ca-gregory-nu-latn',
  elsewhere: {
    text: 'هذا الجهاز مفتوح في نافذة أخرى',
    button: 'العرض هنا',
  },
  receipt: {
    title: 'إيصال',
    proof: 'إثبات',
    moment: 'التاريخ',
    paid: 'المدفوع',
    notCompleted: 'لم تكتمل العملية',
    left: 'الرصيد المتبقي',
    card: 'البطاقة',
    reference: 'المرجع',
    kept: 'تم الدفع من دون اتصال: يحفظ هذا الجهاز عملية الدفع ويرسلها في أقرب وقت ممكن.',
    notConfirmed:
      'لم يتمكن هذا الجهاز من تأكيد عملية الدفع هذه. إذا خُصم مبلغ، فيمكن للموظفين العثور عليه بالمرجع.',
    demo: 'عرض تجريبي. لا نقود حقيقية.',
  },
};
