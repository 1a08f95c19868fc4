// Made from packages/docs/locales/es.po, which translates packages/core/src/errors/english-end-user-texts.ts, by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';

export const endUserTextsEs: EndUserTexts = {
  byCode: {
    invalid_config: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    invalid_message: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    template_not_found: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    template_invalid: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    invalid_recipient: "Este número de teléfono no es válido. Revísalo e inténtalo de nuevo.",
    unreachable_recipient: "Este número no puede recibir SMS. Prueba con otro número.",
    opted_out: "Este número se dio de baja de nuestros SMS. Usa otro número.",
    region_blocked: "No podemos enviar códigos a este país. Prueba con otro número.",
    content_rejected: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    sender_invalid: "Ahora mismo no podemos enviar códigos a este número. Prueba con otro número.",
    unauthorized: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    account_suspended: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    insufficient_balance: "Ahora mismo no podemos enviar códigos. Inténtalo de nuevo más tarde.",
    rate_limited: "Se pidieron demasiados códigos. Espera un momento e inténtalo de nuevo.",
    fraud_blocked: "No podemos enviar un código a este número.",
    timeout: "No pudimos enviar el código. Inténtalo de nuevo.",
    network: "No pudimos enviar el código. Inténtalo de nuevo.",
    provider_unavailable: "No pudimos enviar el código. Inténtalo de nuevo.",
    invalid_response: "No pudimos enviar el código. Inténtalo de nuevo.",
    aborted: "La solicitud se canceló. Inténtalo de nuevo.",
    unclassified: "No pudimos enviar el código. Inténtalo de nuevo.",
  },
  unknownOutcome: "Es posible que tu código esté en camino. Si no llega en un minuto, pide uno nuevo.",
};
