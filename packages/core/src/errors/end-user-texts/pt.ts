// Made from packages/docs/locales/pt.po, which translates packages/core/src/errors/english-end-user-texts.ts, by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';

export const endUserTextsPt: EndUserTexts = {
  byCode: {
    invalid_config: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    invalid_message: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    template_not_found: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    template_invalid: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    invalid_recipient: "Este número de telefone não é válido. Confira e tente novamente.",
    unreachable_recipient: "Este número não recebe SMS. Tente outro número.",
    opted_out: "Este número cancelou o recebimento dos nossos SMS. Use outro número.",
    region_blocked: "Não enviamos códigos para este país. Tente outro número.",
    content_rejected: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    sender_invalid: "Não é possível enviar códigos para este número no momento. Tente outro número.",
    unauthorized: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    account_suspended: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    insufficient_balance: "Não é possível enviar códigos no momento. Tente novamente mais tarde.",
    rate_limited: "Muitos códigos foram solicitados. Aguarde um momento e tente novamente.",
    fraud_blocked: "Não é possível enviar um código para este número.",
    timeout: "Não foi possível enviar o código. Tente novamente.",
    network: "Não foi possível enviar o código. Tente novamente.",
    provider_unavailable: "Não foi possível enviar o código. Tente novamente.",
    invalid_response: "Não foi possível enviar o código. Tente novamente.",
    aborted: "A solicitação foi cancelada. Tente novamente.",
    unclassified: "Não foi possível enviar o código. Tente novamente.",
  },
  unknownOutcome: "Seu código pode estar a caminho. Se ele não chegar em um minuto, peça outro.",
};
