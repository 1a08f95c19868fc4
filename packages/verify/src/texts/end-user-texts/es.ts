// Made from packages/verify/guide/es.po, which translates packages/verify/src/texts/english-end-user-texts.ts, by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';

export const endUserTextsEs: EndUserTexts = {
  started: "Te enviamos un código por SMS. Escríbelo aquí.",
  resent: "Te volvimos a enviar el mismo código.",
  hidden: {
    started: "Si este número tiene una cuenta, recibirás un código en un momento. Escríbelo aquí.",
    resent: "Si este número tiene una cuenta, recibirás el mismo código otra vez.",
  },
  limited: "Se pidieron demasiados códigos para este número. Podrás pedir otro {{when}}.",
  too_early: "Podrás pedir que se reenvíe el código {{when}}.",
  too_many: "No podemos volver a enviar este código. Escribe el que recibiste o empieza de nuevo.",
  approved: "Tu número de teléfono está verificado.",
  wrong: {
    one: "Este código es incorrecto. Te queda {{attempts}} intento.",
    other: "Este código es incorrecto. Te quedan {{attempts}} intentos.",
  },
  expired: "Este código expiró. Pide uno nuevo.",
  locked: "Demasiados códigos incorrectos. Pide un código nuevo.",
  used: "Este código ya se usó. Pide uno nuevo.",
  not_found: "Este código ya no es válido. Pide uno nuevo.",
  canceled: "La verificación se canceló.",
};
