// Made from packages/verify/guide/pt.po, which translates packages/verify/src/texts/english-end-user-texts.ts, by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';

export const endUserTextsPt: EndUserTexts = {
  started: "Enviamos um código por SMS. Digite-o aqui.",
  resent: "Enviamos o mesmo código de novo.",
  hidden: {
    started: "Se este número tiver uma conta, você vai receber um código. Digite-o aqui.",
    resent: "Se este número tiver uma conta, você vai receber o mesmo código de novo.",
  },
  limited: "Muitos códigos foram pedidos para este número. Você poderá pedir outro {{when}}.",
  too_early: "Você poderá pedir o reenvio do código {{when}}.",
  too_many: "Não é mais possível reenviar este código. Digite o que você recebeu ou comece de novo.",
  approved: "Seu número de telefone foi verificado.",
  wrong: {
    one: "Este código está incorreto. Resta {{attempts}} tentativa.",
    other: "Este código está incorreto. Restam {{attempts}} tentativas.",
  },
  expired: "Este código expirou. Peça um novo.",
  locked: "Muitas tentativas incorretas. Peça um novo código.",
  used: "Este código já foi usado. Peça um novo.",
  not_found: "Este código não é mais válido. Peça um novo.",
  canceled: "A verificação foi cancelada.",
};
